import { columnsOf, wrapped } from '../../base/index.ts';

/** Columns that are taken for granted where nobody counts them. */
const ORDINARY_WIDTH = 100;

/** How many rows of a terminal these lines take: what is too wide and stays whole is broken by the terminal itself. */
export function heightOf(lines: readonly string[], width = ORDINARY_WIDTH): number {
  const rows = lines.flatMap((line) => wrapped(line, width));
  return rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(columnsOf(row) / width)), 0);
}

/** The first blocks that have so many lines together, as wide as they are shown; one of them in any case. */
export function asLongAsTheyFit<Block extends readonly string[]>(
  blocks: readonly Block[],
  lines: number,
  width = ORDINARY_WIDTH,
): readonly Block[] {
  let left = lines;
  const end = blocks.findIndex((block) => {
    left -= heightOf(block, width);
    return left < 0;
  });
  return end < 0 ? blocks : blocks.slice(0, Math.max(end, 1));
}
