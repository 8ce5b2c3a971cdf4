import { AssertionError } from "chai";

/** The error that a promise rejects with; the test fails when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new AssertionError("expected a rejection with an Error");
}

/** The errors of promises that must all reject. */
export function failuresOf(works: readonly Promise<unknown>[]): Promise<Error[]> {
  return Promise.all(works.map(failureOf));
}
