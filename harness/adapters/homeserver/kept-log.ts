import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

/** Octets of one file; two are kept. */
const MOST_OCTETS = 8 * 1024 * 1024;

/**
 * What homeservers write, as it comes, in a file of the user's. When that is full it becomes `FILE.1`, in place of an earlier
 * one: so the newest 8 MiB are always there, whatever ends us. There is no file before something was written.
 */
export class KeptLog {
  readonly file: string;
  readonly #most: number;
  #written = 0;
  #exists = false;
  #lost = false;
  /** Goes before what comes next. */
  #heading = '';

  constructor(file: string, most = MOST_OCTETS) {
    this.file = file;
    this.#most = most;
  }

  get exists(): boolean {
    return this.#exists;
  }

  /** A start: one log holds all that there are in a run. */
  begin(heading: string): void {
    this.#heading = `=== ${heading} ===\n`;
  }

  /** Does not throw: a disk that is full is told of by the record. */
  push(chunk: Uint8Array): void {
    if (this.#lost || chunk.byteLength === 0) return;
    try {
      if (this.#heading !== '') this.#append(Buffer.from(this.#heading));
      this.#heading = '';
      this.#append(chunk);
    } catch {
      this.#lost = true;
    }
  }

  #append(octets: Uint8Array): void {
    if (this.#written > 0 && this.#written + octets.byteLength > this.#most) {
      renameSync(this.file, `${this.file}.1`);
      this.#written = 0;
    }
    const file = openSync(this.file, 'a', 0o644);
    try {
      this.#exists = true;
      for (let done = 0; done < octets.byteLength; ) done += writeSync(file, octets, done);
    } finally {
      closeSync(file);
    }
    this.#written += octets.byteLength;
  }
}
