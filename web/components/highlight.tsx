import type { Marker } from "../highlight.ts";

/** `text` with what was searched for marked. */
export function Highlight({ text, mark }: { text: string; mark: Marker }) {
  let at = 0;
  return mark(text).map((run) => {
    const key = at;
    at += run.text.length;
    return run.isMatch ? <mark key={key}>{run.text}</mark> : run.text;
  });
}
