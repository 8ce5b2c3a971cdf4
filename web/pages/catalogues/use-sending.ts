import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { formatOfFile } from "../../../server/catalogue/formats.ts";
import { type ApiFailure, apiUrl, asFailure, sendFile, sendJson } from "../../api.ts";
import type { Catalogue } from "../../api-types.ts";
import { hashFile } from "../../hashing/hash-file.ts";
import { leavingOf } from "./leaving.ts";

/** How far a file has come on its way to the ledger's gateway. */
export type Sending = { name: string; size: number } & (
  | { phase: "reading"; read: number }
  | { phase: "sending"; catalogueId: string }
  | { phase: "unreadable" }
  | { phase: "failed"; failure: ApiFailure }
);

export interface Defaults {
  legalClass: string;
  tradeClass: string;
  /** BCP 47, or empty. */
  language: string;
}

/** Sends one file at a time; its records' page opens when they are in. Leaving the page, or `stop`, breaks it off. */
export function useSending() {
  const [sending, setSending] = useState<Sending | null>(null);
  const aborter = useRef<AbortController | null>(null);
  const navigate = useNavigate();
  useEffect(() => () => aborter.current?.abort(), []);

  async function send(
    file: File,
    registrant: string,
    { language, ...classes }: Defaults,
    signal: AbortSignal,
  ): Promise<void> {
    const { name, size } = file;
    const moved = (to: { phase: "reading"; read: number } | { phase: "sending"; catalogueId: string }) =>
      signal.aborted || setSending({ name, size, ...to });
    const source = await hashFile(file, (read) => moved({ phase: "reading", read: read / 2 }), signal);
    const second = (read: number) => moved({ phase: "reading", read: Math.min(size, (size + read) / 2) });
    const { body, headers } = await leavingOf(file, second, signal);
    const wish = {
      name: name.slice(0, 200),
      registrant,
      format: formatOfFile(name)?.name,
      source,
      defaults: language === "" ? classes : { ...classes, language },
    };
    // A file whose import stopped half way is taken up where it stands.
    const { id, state } = await sendJson<Catalogue>("POST", apiUrl("/catalogues"), wish, signal);
    moved({ phase: "sending", catalogueId: id });
    if (state === "receiving") {
      await sendFile<Catalogue>(apiUrl(`/catalogues/${id}/records`), body, headers, signal);
    }
    if (!signal.aborted) await navigate(`/catalogues/${id}`);
  }

  function start(file: File, registrant: string, defaults: Defaults): void {
    aborter.current?.abort();
    aborter.current = new AbortController();
    const { signal } = aborter.current;
    const { name, size } = file;
    setSending({ name, size, phase: "reading", read: 0 });
    send(file, registrant, defaults, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      const failure = asFailure(error);
      const isUnreadable = failure.kind === "unexpected" && failure.problem === null;
      setSending(
        isUnreadable ? { name, size, phase: "unreadable" } : { name, size, phase: "failed", failure },
      );
    });
  }

  function stop(): void {
    aborter.current?.abort();
    setSending(null);
  }

  return { sending, start, stop };
}
