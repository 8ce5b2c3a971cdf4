/** The program cannot start; the message is one sentence for the operator that says what to do. Holds no secret. */
export class StartError extends Error {
  override readonly name = "StartError";
}
