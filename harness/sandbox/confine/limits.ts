/** What a program under test may take of the machine. Memory is not limited: see SECURITY.md. */
export interface Limits {
  /** Processes and threads of its user. */
  readonly processes: number;
  /** Of one file, in blocks of 512 octets. */
  readonly blocks: number;
}

const MORE_PROCESSES = 512;
const LARGEST_FILE = 2 ** 30 / 512;
/** Of everything that it writes where hidden places were, and of its data folder; each is a memory. */
export const SCRATCH_SIZE = '512m';
export const DATA_SIZE = '1g';

/**
 * Linux counts what a user runs anywhere, not what runs here, so that the limit has to be above what there is already.
 * @param loadavg `/proc/loadavg`, whose fourth word ends with how many processes and threads there are
 */
export function limitsOf(loadavg: string): Limits {
  const there = Number(loadavg.split(' ')[3]?.split('/')[1]);
  return { processes: (Number.isFinite(there) ? there : 0) + MORE_PROCESSES, blocks: LARGEST_FILE };
}
