export interface LineListener {
  line(text: string): void;
  /** The line went over the limit: `start` are its first bytes. Nothing follows. */
  tooLong(start: string): void;
}

const LINE_FEED = 0x0a;

/** Cuts a byte stream into lines. Blank lines are left out; a line over `limit` bytes ends the reading. */
export function lineReader(limit: number, listener: LineListener): (chunk: Buffer) => void {
  let held: Buffer[] = [];
  let size = 0;
  let ended = false;

  const keep = (part: Buffer) => {
    held.push(part);
    size += part.length;
    if (size <= limit) return;
    ended = true;
    listener.tooLong(Buffer.concat(held).toString('utf8', 0, 200));
    held = [];
  };
  const release = () => {
    const text = Buffer.concat(held).toString('utf8').trim();
    held = [];
    size = 0;
    if (text !== '') listener.line(text);
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
