import { readFileSync } from 'node:fs';

/**
 * How many files this process may have open. Node raises its own limit to the hard one when it starts, and what it starts has that as well.
 * @returns {number | undefined}  there is no limit, or nobody says
 */
export function limitOfFiles() {
  try {
    const [, limit] = /^Max open files +(\d+) /m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}
