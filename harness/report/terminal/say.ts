import type { WriteStream } from 'node:tty';
import { safeLine, widthOf, wrapped } from '../../base/index.ts';

/**
 * On stdout, as wide as the terminal is. Each text is one line: an end of line in it is foreign, and made visible.
 */
export function say(lines: string | readonly string[]): void {
  write(process.stdout, lines, widthOf(process.stdout));
}

/** The same on stderr, for what is not the result. */
export function sayAside(lines: string | readonly string[]): void {
  write(process.stderr, lines, widthOf(process.stderr));
}

/** On stdout, no line broken: what programs read, or goes into a file. */
export function sayAsItIs(lines: string | readonly string[]): void {
  write(process.stdout, lines, undefined);
}

function write(
  stream: Pick<WriteStream, 'write'>,
  lines: string | readonly string[],
  width: number | undefined,
): void {
  const broken = [lines].flat().flatMap((line) => wrapped(line, width));
  stream.write(broken.map((line) => `${safeLine(line)}\n`).join(''));
}
