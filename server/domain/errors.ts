/**
 * Input that breaks a rule of the domain. The message says what is wrong and what is allowed; `code` is stable
 * and kebab-case, so that a caller can map it (to an HTTP problem, to a translated sentence) without reading it.
 */
export class InvalidInput extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "InvalidInput";
    this.code = code;
  }
}
