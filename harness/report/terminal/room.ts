import { wrapped } from '../../base/index.ts';

/** Columns that are taken for granted where nobody counts them. */
const ORDINARY_WIDTH = 100;

/** How many lines these are, as wide as they are shown. */
export function heightOf(lines: readonly string[], width = ORDINARY_WIDTH): number {
  return lines.flatMap((line) => wrapped(line, width)).length;
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
