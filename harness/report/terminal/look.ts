import type { WriteStream } from 'node:tty';
import pc from 'picocolors';
import { type Paint, plain } from './paint.ts';

/** How output looks where it goes: colours on a terminal, unless NO_COLOR; no cutting into a pipe. */
export interface Look {
  readonly paint: Paint;
  /** Columns; absent where nobody counts them. */
  readonly width?: number;
}

export function lookFor(stream: WriteStream, forced = false): Look {
  const colours = pc.createColors(forced || (stream.isTTY === true && pc.isColorSupported));
  if (!colours.isColorSupported) return { paint: plain, ...widthOf(stream) };
  const { green: good, red: bad, yellow: odd, dim: faint, bold: strong } = colours;
  return { paint: { good, bad, odd, faint, strong }, ...widthOf(stream) };
}

function widthOf(stream: WriteStream): { width?: number } {
  return stream.isTTY ? { width: stream.columns || 80 } : {};
}
