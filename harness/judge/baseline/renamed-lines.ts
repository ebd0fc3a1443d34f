import { ownCommand } from '../../base/index.ts';
import { fits } from '../../evidence/index.ts';
import { newIdOf, type Renamed } from '../../scenario/index.ts';
import { type Baseline, type BaselineProblem, baselineRow, parseBaseline } from './baseline.ts';

/** A line that speaks of no case any more, but of what one was once called. */
export interface RenamedLine extends BaselineProblem {
  readonly what: string;
  readonly hint: string;
}

/** `ids`: all that there are, with variants and twins. */
export function renamedLines(baseline: Baseline, ids: readonly string[]): RenamedLine[] {
  const { file, lines, renamed } = baseline;
  if (renamed === undefined || renamed.size === 0) return [];
  return lines.flatMap(({ line, pattern }) => {
    const now = ids.some((id) => fits(pattern, id)) ? [] : newPatterns(pattern, ids, renamed);
    if (now.length === 0) return [];
    const what = `${pattern} is called ${few(now)} now`;
    const hint = `write that, or let \`${ownCommand('baseline', '--write')}\` do it`;
    return [{ line, what, hint, text: `${file}:${line}: ${what}: ${hint}` }];
  });
}

/** The text of a baseline under the names that hold now; reasons and comments stay. What has the new name already stays, too. */
export function renameLines(text: string, ids: readonly string[], renamed: Renamed): string {
  const { lines } = parseBaseline(text, 'baseline.txt');
  const taken = new Set(lines.map(({ pattern }) => pattern));
  return text
    .split('\n')
    .flatMap((row, index) => {
      const line = lines.find((each) => each.line === index + 1);
      if (line === undefined || ids.some((id) => fits(line.pattern, id))) return [row];
      const now = newPatterns(line.pattern, ids, renamed);
      if (now.length === 0) return [row];
      const free = now.filter((pattern) => !taken.has(pattern));
      for (const pattern of free) taken.add(pattern);
      return free.map((pattern) => baselineRow({ ...line, pattern }));
    })
    .join('\n');
}

/** A pattern that begins with an old id begins with the new one. A glob over old ids becomes the cases that it spoke of. */
function newPatterns(pattern: string, ids: readonly string[], renamed: Renamed): string[] {
  const whole = newIdOf(renamed, pattern);
  if (whole !== undefined) return [whole];
  return [...renamed].flatMap(([old, now]) =>
    ids
      .filter((id) => id === now || id.startsWith(`${now}#`) || id.startsWith(`${now}~`))
      .filter((id) => fits(pattern, `${old}${id.slice(now.length)}`)),
  );
}

/** The first few of a list that may be long. */
function few(patterns: readonly string[]): string {
  const more = patterns.length - 3;
  return [...patterns.slice(0, 3), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
