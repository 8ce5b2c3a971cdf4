/** The mark of the ledger; decoration beside its name. */
export function Seal() {
  return (
    <svg className="seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="6" className="seal__ground" />
      <path d="M20.5 12.2a6 6 0 1 0 0 7.6" className="seal__stroke seal__stroke--bold" />
      <circle cx="16" cy="16" r="11" className="seal__stroke" />
    </svg>
  );
}
