export interface LineListener {
  line(text: string): void;
  /** The line went over the limit: `start` are its first bytes. Nothing follows. */
  tooLong(start: string): void;
  /** More than `MOST_BLANK` blank lines came with nothing between them. Nothing follows. */
  tooManyBlank(): void;
}

/** Nobody writes so many blank lines without an answer among them, and each costs as much as a short answer. */
export const MOST_BLANK = 10_000;

const LINE_FEED = 0x0a;
/** Octets that are kept ready for the next line. */
const ROOM = 4096;

/** Cuts a byte stream into lines. Blank lines are left out; a line over `limit` bytes, or a flood of blank ones, ends the reading. */
export function lineReader(limit: number, listener: LineListener): (chunk: Buffer) => void {
  // One buffer that grows: a line that comes byte by byte costs no more than its length.
  let held = Buffer.allocUnsafe(ROOM);
  let size = 0;
  let blank = 0;
  let ended = false;

  const keep = (part: Buffer) => {
    const wanted = size + part.length;
    if (wanted > limit) {
      ended = true;
      listener.tooLong(Buffer.concat([held.subarray(0, size), part]).toString('utf8', 0, 200));
      return;
    }
    if (wanted > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(wanted, Math.min(2 * held.length, limit)));
      held.copy(larger, 0, 0, size);
      held = larger;
    }
    part.copy(held, size);
    size = wanted;
  };
  const release = () => {
    const text = held.toString('utf8', 0, size).trim();
    if (held.length > ROOM) held = Buffer.allocUnsafe(ROOM);
    size = 0;
    if (text !== '') {
      blank = 0;
      listener.line(text);
    } else if (++blank > MOST_BLANK) {
      ended = true;
      listener.tooManyBlank();
    }
  };
  return (chunk) => {
    let from = 0;
    while (!ended) {
      const end = chunk.indexOf(LINE_FEED, from);
      keep(chunk.subarray(from, end === -1 ? undefined : end));
      if (end === -1 || ended) return;
      release();
      from = end + 1;
    }
  };
}
