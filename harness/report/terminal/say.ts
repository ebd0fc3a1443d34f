import { safeLine } from '../../base/index.ts';

/** On stdout. Each text is one line: an end of line in it is foreign, and made visible. */
export function say(lines: string | readonly string[]): void {
  process.stdout.write(written(lines));
}

/** The same on stderr, for what is not the result. */
export function sayAside(lines: string | readonly string[]): void {
  process.stderr.write(written(lines));
}

function written(lines: string | readonly string[]): string {
  return [lines]
    .flat()
    .map((line) => `${safeLine(line)}\n`)
    .join('');
}
