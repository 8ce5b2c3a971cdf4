import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

interface Props {
  children: ReactNode;
  /** The document's title where it differs from the heading's text. */
  title?: string;
  /** BCP 47, where the heading is not in the language of the page. */
  lang?: string | undefined;
  className?: string;
}

/**
 * The h1 of a page. It takes the focus when its page has been reached by navigation, so that keyboard and
 * screen reader go on from the new page and not from a link that is gone; on the first load the browser's
 * own start is left alone.
 */
export function PageHeading({ children, title, lang, className }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirstLoad = useRef(useLocation().key === "default");

  useEffect(() => {
    if (!isFirstLoad.current) heading.current?.focus({ preventScroll: true });
  }, []);

  const documentTitle = title ?? (typeof children === "string" ? children : null);
  useEffect(() => {
    document.title = documentTitle === null ? t("app.name") : `${documentTitle} · ${t("app.name")}`;
  }, [documentTitle, t]);

  return (
    <h1 ref={heading} tabIndex={-1} lang={lang} className={className}>
      {children}
    </h1>
  );
}
