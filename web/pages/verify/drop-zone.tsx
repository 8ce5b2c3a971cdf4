import { type ChangeEvent, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  onFiles: (files: Iterable<File>) => void;
}

/**
 * Takes files dropped anywhere on the page, so that a near miss does not make the browser open the file;
 * the file input inside it does the same from the keyboard.
 */
export function DropZone({ onFiles }: Props) {
  const { t } = useTranslation();
  const isOver = useFileDrop(onFiles);

  function choose(event: ChangeEvent<HTMLInputElement>): void {
    onFiles([...(event.target.files ?? [])]);
    // The same file may be chosen again.
    event.target.value = "";
  }

  return (
    <div className={isOver ? "drop-zone drop-zone--over" : "drop-zone"}>
      <input
        id="files"
        className="visually-hidden"
        type="file"
        multiple
        aria-describedby="files-stay"
        onChange={choose}
      />
      <label htmlFor="files">
        <span className="drop-zone__title">{isOver ? t("verify.dropNow") : t("verify.drop")}</span>
        <span className="button button--primary">{t("verify.choose")}</span>
      </label>
      <p id="files-stay" className="drop-zone__promise">
        {t("verify.stays")}
      </p>
    </div>
  );
}

/** Whether files are being dragged over the page; dropped ones go to `onFiles`. */
function useFileDrop(onFiles: (files: Iterable<File>) => void): boolean {
  const [isOver, setIsOver] = useState(false);

  const drag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    // Leaving the window has no target to go on to; moving between elements has.
    setIsOver(event.type !== "drop" && !(event.type === "dragleave" && event.relatedTarget === null));
    if (event.type === "drop") onFiles([...event.dataTransfer.files]);
  });

  useEffect(() => {
    const types = ["dragenter", "dragover", "dragleave", "drop"] as const;
    const listener = (event: DragEvent) => drag(event);
    for (const type of types) window.addEventListener(type, listener);
    return () => {
      for (const type of types) window.removeEventListener(type, listener);
    };
  }, []);

  return isOver;
}
