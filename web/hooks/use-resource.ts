import { useEffect, useState } from "react";
import { type ApiFailure, asFailure, getJson } from "../api.ts";

export type Resource<T> = { retry: () => void } & (
  | { state: "loading" }
  | { state: "ready"; value: T }
  | { state: "failed"; failure: ApiFailure }
);

type Outcome<T> = { request: string } & ({ value: T } | { failure: ApiFailure });

/** Reads one API resource and follows its URL; a request that is no longer wanted is aborted. */
export function useResource<T>(url: string): Resource<T> {
  const [attempt, setAttempt] = useState(0);
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  const request = `${attempt} ${url}`;

  useEffect(() => {
    const aborter = new AbortController();
    getJson<T>(url, aborter.signal).then(
      (value) => setOutcome({ request, value }),
      (error: unknown) => {
        if (!aborter.signal.aborted) setOutcome({ request, failure: asFailure(error) });
      },
    );
    return () => aborter.abort();
  }, [url, request]);

  const retry = () => setAttempt(attempt + 1);
  // An outcome of an earlier URL is not shown under the new one.
  if (outcome?.request !== request) return { state: "loading", retry };
  if ("failure" in outcome) return { state: "failed", failure: outcome.failure, retry };
  return { state: "ready", value: outcome.value, retry };
}
