import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CursorList } from "../hooks/use-cursor-list.ts";
import { useAnnouncement } from "../layout/announcer.tsx";
import { AsOfLine } from "./as-of.tsx";
import { FailureNotice } from "./failure-notice.tsx";

interface Props<Item> {
  list: CursorList<Item>;
  itemKey: (item: Item) => string;
  children: (item: Item) => ReactNode;
  /** Shown in place of a list without items. */
  empty: ReactNode;
}

/** A list that is read page by page: waiting, failed, empty, its items, and the way to more of them. */
export function CursorListView<Item>({ list, itemKey, children, empty }: Props<Item>) {
  const { t } = useTranslation();
  const { items, asOf, loading, failure, hasMore } = list;
  const isEmpty = items.length === 0 && loading === null && failure === null;
  const listElement = useFocusOnNewItem(items.length);
  useAnnouncement(announcement());

  function announcement(): string | null {
    if (failure !== null) return null; // an alert of its own
    if (loading !== null) return t("state.loading");
    if (isEmpty) return t("list.none");
    return t(hasMore ? "list.shownOfMore" : "list.shown", { count: items.length });
  }

  return (
    <>
      {items.length > 0 && (
        <ul className="rows" ref={listElement}>
          {items.map((item) => (
            <li key={itemKey(item)}>{children(item)}</li>
          ))}
        </ul>
      )}
      {loading !== null && <Waiting rows={loading === "first" ? 5 : 1} />}
      {failure && <FailureNotice failure={failure} retry={list.more} />}
      {isEmpty && <div className="notice">{empty}</div>}
      {hasMore && loading === null && failure === null && (
        <button type="button" className="button button--wide" onClick={list.more}>
          {t("list.more")}
        </button>
      )}
      {items.length > 0 && !hasMore && (
        <p className="list-end muted">{t("list.shown", { count: items.length })}</p>
      )}
      {asOf && <AsOfLine asOf={asOf} />}
    </>
  );
}

/**
 * The button that was pressed for more is gone while the page loads: the focus goes on to the first new item.
 * A first page takes no focus.
 */
function useFocusOnNewItem(count: number) {
  const element = useRef<HTMLUListElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const first = element.current?.children[before.current];
    if (before.current > 0 && count > before.current)
      first?.querySelector<HTMLElement>("a, button, summary")?.focus();
    before.current = count;
  }, [count]);
  return element;
}

function Waiting({ rows }: { rows: number }) {
  return (
    <div className="waiting" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="waiting__row" />
      ))}
    </div>
  );
}
