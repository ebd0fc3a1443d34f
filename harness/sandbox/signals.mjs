/** Signals that come to the process outside are passed on to the one inside. */

/** npm passes on what the terminal has sent to everybody: two at once are one. */
const SAME_MS = 100;

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/**
 * A second one is for whoever did not end by the first.
 * @param {(line: string) => void} send
 * @param {(() => unknown) | undefined} insist
 */
export function passSignalsOn(send, insist) {
  /** @type {number | undefined} */
  let first;
  /** @type {NodeJS.Signals | undefined} */
  let second;
  /** @type {Set<NodeJS.Signals>} */
  const received = new Set();
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    received.add(signal);
    first ??= performance.now();
    if (insist && performance.now() - first > SAME_MS) {
      second = signal;
      insist();
    }
    // A terminal has sent this one to everybody in the foreground already.
    const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    if (!fromTerminal) send(`${signal}\n`);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  return {
    /** By which the sandbox was ended at once. */
    insisted: () => second,
    /** Whether this one has come. */
    has: (/** @type {NodeJS.Signals} */ signal) => received.has(signal),
    release() {
      for (const signal of SIGNALS) process.off(signal, pass);
    },
  };
}
