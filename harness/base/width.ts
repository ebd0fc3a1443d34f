import type { WriteStream } from 'node:tty';

/** No line is broken to be narrower than this. */
const NARROWEST = 30;

/** Into a pipe nothing is wrapped, unless somebody asks for it: shells tell COLUMNS to nobody of their own accord. */
export function widthOf({ isTTY, columns }: Pick<WriteStream, 'isTTY' | 'columns'>): number | undefined {
  const told = Number.parseInt(process.env.COLUMNS ?? '', 10);
  const asked = Number.isInteger(told) && told > 0 ? told : undefined;
  const width = isTTY ? columns || asked || 80 : asked;
  return width === undefined ? undefined : Math.max(width, NARROWEST);
}
