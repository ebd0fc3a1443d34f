import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Until it is disposed, a signal ends this command at once, after `say`, with 128 and its number. Nobody is waited for:
 * whatever was started ends with the sandbox.
 */
export function onInterruption(say: () => void): Disposable {
  const end = (signal: (typeof SIGNALS)[number]) => {
    try {
      say();
    } finally {
      process.exit(128 + constants.signals[signal]);
    }
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    [Symbol.dispose]() {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}
