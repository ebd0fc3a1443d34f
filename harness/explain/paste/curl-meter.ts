import type { PastedLine } from './pasted-lines.ts';

const METER =
  /^(?:\s*% Total\s|\s*Dload\s+Upload|\s*\d+\s+[\d.]+[kMG]?\s+\d+\s+[\d.]+[kMG]?\s+\d+\s+[\d.]+[kMG]?\s)/;
/** The last figures of the meter, behind which the next thing stands in the same line. */
const METER_END =
  /(?:--:--:--|\d+:\d\d:\d\d) +(?:--:--:--|\d+:\d\d:\d\d) +(?:--:--:--|\d+:\d\d:\d\d) +[\d.]+[kMG]?/g;

/** Lines without the progress meter of curl, which it prints where the answer goes into a file or a pipe. */
export function withoutMeter(lines: readonly PastedLine[]): readonly PastedLine[] {
  if (!lines.some(({ text }) => text.includes('% Total'))) return lines;
  return lines.flatMap((line) => {
    if (!METER.test(line.text)) return [line];
    const behind = [...line.text.slice(0, 4000).matchAll(METER_END)].at(-1);
    const end = behind ? behind.index + behind[0].length : line.text.length;
    const rest = line.text.slice(end);
    return rest.trim() === '' ? [] : [{ text: rest, at: { ...line.at, column: line.at.column + end } }];
  });
}
