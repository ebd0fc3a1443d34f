import type { Explanation, Findability, Remark } from '../../explain/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { type Paint, traceLines } from '../../report/index.ts';

/** The answer first, and right below it what was likely not meant. */
export function answerLines({ findability, goal, remarks }: Explanation, paint: Paint): readonly string[] {
  return [
    paint.strong(colourOf(findability, paint)(findability.sentence)),
    ...(remarks.length > 0 ? [''] : []),
    ...remarks.flatMap((remark, index) => remarkLines(remark, index, paint)),
    ...part('Where they go', goal, paint),
  ];
}

/** What to type next. */
export function typedLines(lines: readonly string[], paint: Paint): readonly string[] {
  return part('Not pasted yet: run this, and explain again', lines, paint);
}

/** What the answer rests on, and what may come of what is not known. */
export function groundLines(
  { certain, unknown, links }: Explanation,
  spec: SpecVersion,
  paint: Paint,
): readonly string[] {
  return [
    ...part(`The way, by ${spec}`, traceLines(certain, paint, spec), paint),
    ...part('What may come of it', unknown, paint),
    ...part('Specification', links, paint),
  ];
}

const part = (title: string, lines: readonly string[], paint: Paint): readonly string[] =>
  lines.length > 0 ? ['', paint.strong(title), ...lines.map((line) => `  ${line}`)] : [];

function remarkLines({ at, what, instead }: Remark, index: number, paint: Paint): readonly string[] {
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  return [
    `${index + 1}. ${paint.odd(`${place}${what}`)}`,
    ...(instead === undefined ? [] : [`   ${instead}`]),
  ];
}

function colourOf({ kind }: Findability, paint: Paint): (text: string) => string {
  switch (kind) {
    case 'reached':
      return paint.good;
    case 'unreached':
      return paint.bad;
    case 'found':
    case 'unknown':
      return paint.odd;
    default:
      return kind satisfies never;
  }
}
