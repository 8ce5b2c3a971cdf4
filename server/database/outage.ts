/**
 * PostgreSQL's own codes for a server that is not there at the moment (class 08, 57P: connections, shutting down,
 * crashed, starting), takes no more connections (53300) or too long (57014), and Node's for one out of reach.
 */
const CODES = /^(08\w{3}|57P\w\w|53300|57014|E(CONN|HOST|NET|AI_|TIMEDOUT|NOTFOUND|PIPE)\w*)$/;
/** What the driver itself says of a connection that broke or was not made in time: it gives no code. */
const SENTENCES =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|timeout expired|Query read timeout)/;

/** Whether the database is away, rather than unwilling: the same may go well later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return "code" in error ? CODES.test(String(error.code)) : SENTENCES.test(error.message);
}

/** Says of an outage what to do about it, without the server's address; any other error as it stands. */
export function explainOutage(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!isOutage(error)) return error;
  const reason = "code" in error ? String(error.code) : error.message;
  return new Error(
    `The database does not answer (${reason}): start the PostgreSQL that DATABASE_URL names; the gateway goes on by itself.`,
    { cause: error },
  );
}
