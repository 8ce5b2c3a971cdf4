import { useEffect, useState } from "react";
import { apiUrl } from "../../api.ts";
import type { Catalogue } from "../../api-types.ts";

/** States in which nothing more comes. */
export function isEnded({ state }: Pick<Catalogue, "state">): boolean {
  return state === "done" || state === "refused" || state === "cancelled";
}

/** A catalogue as it stands, followed by server-sent events until it is at its end; null until the first has come. */
export function useCatalogue(id: string | null): Catalogue | null {
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);

  useEffect(() => {
    if (id === null) return;
    const source = new EventSource(apiUrl(`/catalogues/${id}/events`));
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const now = JSON.parse(data) as Catalogue;
      setCatalogue(now);
      // The browser would ask again and again for a stream that has ended.
      if (isEnded(now)) source.close();
    });
    return () => source.close();
  }, [id]);

  return catalogue?.id === id ? catalogue : null;
}
