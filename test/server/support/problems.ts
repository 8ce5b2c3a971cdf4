import { expect } from "chai";
import type { z } from "zod";
import type { problemSchema } from "../../../server/http/problem.ts";
import type { Answer } from "./api.ts";

export type ProblemView = z.output<typeof problemSchema>;

const TRACE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Expects a refusal in the one shape that refusals have (RFC 9457), and gives it. */
export function expectProblem(answer: Answer<unknown>, status: number, code: string): ProblemView {
  expect(answer.status, answer.text).to.equal(status);
  expect(answer.headers.get("content-type")).to.match(/^application\/problem\+json/);
  const problem = answer.body as ProblemView;
  expect(problem).to.include({ status, code, type: `urn:copyright-ledger:problem:${code}` });
  expect(problem.title).to.match(/^[A-Z]/);
  expect(problem.detail).to.match(/\S/);
  expect(problem.traceId).to.match(TRACE_ID);
  return problem;
}
