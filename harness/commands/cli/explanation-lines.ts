import type { Explanation, Findability, Remark, ShellLines } from '../../explain/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { type Look, type Paint, traceLines } from '../../report/index.ts';

/** The answer first, and right below it what was likely not meant. */
export function explanationLines(
  explanation: Explanation,
  { asking, explaining }: ShellLines,
  spec: SpecVersion,
  { paint }: Look,
): readonly string[] {
  const { certain, findability, goal, unknown, remarks, links } = explanation;
  const part = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', paint.strong(title), ...lines.map((line) => `  ${line}`)] : [];
  return [
    paint.strong(colourOf(findability, paint)(findability.sentence)),
    ...(remarks.length > 0
      ? ['', ...remarks.flatMap((remark, index) => remarkLines(remark, index, paint))]
      : []),
    ...part('Where they go', goal),
    ...part('Not pasted yet: run this, and explain again', asking.length > 0 ? [...asking, explaining] : []),
    ...part(`The way, by ${spec}`, traceLines(certain, paint, spec)),
    ...part('What may come of it', unknown),
    ...part('Specification', links),
  ];
}

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
