import type { WriteStream } from 'node:tty';
import pc from 'picocolors';
import { coloured, widthOf } from '../../base/index.ts';
import { type Paint, plain } from './paint.ts';

/** How output looks where it goes: colours on a terminal, unless NO_COLOR or FORCE_COLOR=0; as wide as the terminal, or as COLUMNS says. */
export interface Look {
  readonly paint: Paint;
  /** Columns; absent where nobody counts them. */
  readonly width?: number;
}

/** Codes of `base`, which alone get through to the stream: `guardOutput` writes them. */
const COLOURS: Paint = {
  good: (text) => coloured(32, 39, text),
  bad: (text) => coloured(31, 39, text),
  odd: (text) => coloured(33, 39, text),
  faint: (text) => coloured(2, 22, text),
  strong: (text) => coloured(1, 22, text),
};

export function lookFor(stream: WriteStream, forced = false): Look {
  const isColoured = forced || (stream.isTTY === true && wantsColours(pc.isColorSupported, process.env));
  const width = widthOf(stream);
  return { paint: isColoured ? COLOURS : plain, ...(width !== undefined && { width }) };
}

/** `supported`: what picocolors says, which takes any value of FORCE_COLOR for a yes. Node does not. */
export function wantsColours(supported: boolean, env: NodeJS.ProcessEnv): boolean {
  return supported && !['0', 'false'].includes(env.FORCE_COLOR ?? '');
}
