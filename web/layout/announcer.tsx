import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const AnnounceContext = createContext<(text: string) => void>(() => {});

/** One live region for the whole app: it outlives the lists and results whose changes it tells. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  return (
    <AnnounceContext value={setText}>
      {children}
      <div className="visually-hidden" role="status">
        {text}
      </div>
    </AnnounceContext>
  );
}

/** Tells screen readers `text` whenever it changes; null tells nothing. */
export function useAnnouncement(text: string | null): void {
  const announce = useContext(AnnounceContext);
  useEffect(() => {
    if (text !== null) announce(text);
  }, [announce, text]);
}
