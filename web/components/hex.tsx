import { shortHex } from "../format.ts";
import { CopyButton } from "./copy-button.tsx";

interface Props {
  value: string;
  /** What it is, for the name of the copy button. */
  label: string;
  /** Shortened to its ends; the copy button still copies all of it. */
  short?: boolean;
}

/** A fingerprint, an account, a CID or a transaction, with a button that copies it. */
export function Hex({ value, label, short = false }: Props) {
  return (
    <span className="hex">
      <code title={short ? value : undefined}>{short ? shortHex(value) : value}</code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
