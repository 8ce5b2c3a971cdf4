import { useEffect, useReducer, useRef } from "react";
import { apiUrl, asFailure, getJson } from "../../api.ts";
import type { Verification } from "../../api-types.ts";
import { hashFile } from "../../hashing/hash-file.ts";
import { type Check, checksReducer, excerptOf, type Progress, type Subject } from "./checks.ts";

export interface Checks {
  checks: Check[];
  checkFiles: (files: Iterable<File>) => void;
  /** `fingerprint` is that of `text`. */
  checkText: (text: string, fingerprint: string) => void;
  checkFingerprint: (fingerprint: string) => void;
  askAgain: (id: number, fingerprint: string) => void;
  clear: () => void;
}

/** Runs checks side by side; leaving the page, or clearing it, stops them. Only fingerprints are sent. */
export function useChecks(): Checks {
  const [checks, dispatch] = useReducer(checksReducer, []);
  const aborter = useRef(new AbortController());
  const nextId = useRef(1);

  useEffect(() => {
    if (aborter.current.signal.aborted) aborter.current = new AbortController();
    return () => aborter.current.abort();
  }, []);

  function start(subject: Subject, progress: Progress): number {
    const id = nextId.current;
    nextId.current += 1;
    dispatch({ type: "started", check: { id, subject, progress } });
    return id;
  }

  async function ask(id: number, fingerprint: string): Promise<void> {
    const { signal } = aborter.current;
    const moved = (progress: Progress) => signal.aborted || dispatch({ type: "moved", id, progress });
    moved({ phase: "asking", fingerprint });
    try {
      const verification = await getJson<Verification>(apiUrl(`/verify/${fingerprint}`), signal);
      moved({ phase: "answered", fingerprint, verification });
    } catch (error) {
      moved({ phase: "failed", fingerprint, failure: asFailure(error) });
    }
  }

  async function checkFile(file: File): Promise<void> {
    const { signal } = aborter.current;
    const id = start({ kind: "file", name: file.name, size: file.size }, { phase: "hashing", hashed: 0 });
    const moved = (progress: Progress) => signal.aborted || dispatch({ type: "moved", id, progress });
    try {
      await ask(id, await hashFile(file, (hashed) => moved({ phase: "hashing", hashed }), signal));
    } catch {
      moved({ phase: "unreadable" });
    }
  }

  function checkKnown(subject: Subject, fingerprint: string): void {
    void ask(start(subject, { phase: "asking", fingerprint }), fingerprint);
  }

  return {
    checks,
    checkFiles: (files) => {
      for (const file of files) void checkFile(file);
    },
    checkText: (text, fingerprint) => checkKnown({ kind: "text", excerpt: excerptOf(text) }, fingerprint),
    checkFingerprint: (fingerprint) => checkKnown({ kind: "fingerprint" }, fingerprint),
    askAgain: (id, fingerprint) => void ask(id, fingerprint),
    clear: () => {
      aborter.current.abort();
      aborter.current = new AbortController();
      dispatch({ type: "cleared" });
    },
  };
}
