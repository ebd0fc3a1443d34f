import type { Readable } from 'node:stream';

/** Of one pipe, so many octets are read in a slice: 160 MB a second, for which a thread needs a tenth of its time. */
const SLICE_MS = 50;
const MOST_OF_SLICE = 8 * 1024 * 1024;

/** Reads a pipe to its end. Whoever writes more than anybody can read is made to wait, and nobody else with him. */
export function readPaced(
  pipe: Readable,
  take: (chunk: Buffer) => void,
  clock: () => number = () => performance.now(),
): void {
  let begun = clock();
  let read = 0;
  pipe.on('data', (chunk: Buffer) => {
    take(chunk);
    const now = clock();
    if (now - begun >= SLICE_MS) {
      begun = now;
      read = 0;
    }
    read += chunk.length;
    if (read < MOST_OF_SLICE) return;
    pipe.pause();
    setTimeout(() => pipe.resume(), begun + SLICE_MS - now);
  });
}
