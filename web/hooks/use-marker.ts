import { useEffect, useMemo, useState } from "react";
import { type Marker, markerOf, plainFold } from "../highlight.ts";

type Fold = typeof plainFold;

let searchFold: Fold | null = null;

/**
 * Marks what a search found. The server's own folding, under which 台 finds 臺, brings a table of characters: it is
 * fetched for the first query in Chinese, and until then only equal writings are marked.
 */
export function useMarker(query: string): Marker {
  const [fold, setFold] = useState<Fold>(() => searchFold ?? plainFold);

  useEffect(() => {
    if (searchFold !== null || !/\p{Script=Han}/u.test(query)) return;
    let isWanted = true;
    import("../../server/domain/fold.ts").then(
      (module) => {
        searchFold = module.fold;
        if (isWanted) setFold(() => module.fold);
      },
      () => {
        // Without the table the marks are fewer; the results are the same.
      },
    );
    return () => {
      isWanted = false;
    };
  }, [query]);

  return useMemo(() => markerOf(query, fold), [query, fold]);
}
