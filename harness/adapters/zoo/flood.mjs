import { writeSync } from 'node:fs';

const megabyte = Buffer.alloc(1_000_000, `${'log '.repeat(24)}...\n`);

/** Writes 1 GB to stderr, and a last line. */
export function floodStderr() {
  for (let i = 0; i < 1000; i++) for (let at = 0; at < megabyte.length; ) at += write(megabyte.subarray(at));
  console.error('the end of the log');
}

/** Its stderr is a pipe that may be full. */
function write(bytes) {
  try {
    return writeSync(2, bytes);
  } catch (error) {
    if (error.code === 'EAGAIN') return 0;
    throw error;
  }
}
