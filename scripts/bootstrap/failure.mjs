/** A failure that its message explains in full: what happened and what to do. Shown without a stack. */
export class Failure extends Error {}

/** The set-up was asked to stop by a signal before it was done. */
export class Stopped extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** Known causes, by what npm, Vite or Node print about them; the first that fits is told. */
const causes = [
  {
    pattern: /\bENOSPC\b|no space left on device/,
    advice: () =>
      "The disk is full: free about 2 GB where the project and npm's cache lie, then run the command again.",
  },
  {
    pattern: /\b(EACCES|EPERM|EROFS)\b/,
    advice: (/** @type {string} */ code) =>
      `No permission to write (${code}): make the project's folder and npm's cache writable for this user, ` +
      "then run the command again.",
  },
  {
    pattern:
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/,
    advice: (/** @type {string} */ code) =>
      `npm could not reach its registry (${code}): the set-up needs the network once. ` +
      "Check the connection and npm's proxy and registry settings, then run the command again.",
  },
  {
    pattern: /can only install packages when your package\.json and/,
    advice: () =>
      "package-lock.json does not fit package.json: run `npm install`, look at what changed, then run the command again.",
  },
  {
    pattern: /\b(EINTEGRITY)\b/,
    advice: () =>
      "A downloaded package is not the one that package-lock.json names: run `npm cache clean --force`, " +
      "then run the command again; if it stays so, do not trust the registry in use.",
  },
  {
    pattern: /\b(E401|E403|E404|ETARGET)\b/,
    advice: (/** @type {string} */ code) =>
      `npm's registry does not hand out a package that is needed (${code}): check npm's registry settings, ` +
      "then run the command again.",
  },
];

/**
 * One sentence on a known cause of trouble, or undefined when the text names none.
 * @param {string} text what a tool printed, or an error's message
 */
export function adviceOn(text) {
  for (const { pattern, advice } of causes) {
    const found = pattern.exec(text);
    if (found) return advice(found[1] ?? found[0]);
  }
  return undefined;
}
