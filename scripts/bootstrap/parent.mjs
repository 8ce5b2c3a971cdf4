/** How often a process looks whether its parent is still there, in milliseconds. */
const interval = 500;

/**
 * Calls `action` once when the process `parent` is no longer this one's parent, that is, when it has
 * died: even a kill -9 of what started us must leave nothing running.
 * @param {number} parent
 * @param {() => void} action
 * @returns {() => void} ends the watch
 */
export function onParentExit(parent, action) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
