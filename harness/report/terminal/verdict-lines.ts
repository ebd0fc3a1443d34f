import { visible } from '../../base/index.ts';
import { describe, type Event } from '../../evidence/index.ts';
import { divergenceText, type Verdict } from '../../judge/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { gapsOf } from './gaps.ts';
import { type Paint, paintStatus } from './paint.ts';

type ToldVerdict = Verdict & { readonly dropped?: number };

/** What came of a case with one implementation, as a record has it: of a failure all that was seen, too. */
export function verdictLines(verdict: ToldVerdict, paint: Paint, version: SpecVersion): string[] {
  const { implementation, status, expected, reasons, divergence, events, dropped = 0 } = verdict;
  const unexpected = expected ? '' : '  unexpected';
  const told = divergence && divergenceText(divergence, version);
  const isTold = status === 'fail' || status === 'error';
  return [
    `${paint.strong(implementation)}  ${paintStatus(paint, status, status)}${unexpected}`,
    ...(told === undefined ? [] : [`  ${visible(told)}`]),
    ...reasons.map(({ clause, text }) => `  ${visible(text)}${clause === undefined ? '' : `  [${clause}]`}`),
    ...(isTold ? eventLines(events, dropped) : []),
  ];
}

function eventLines(events: readonly Event[], dropped: number): string[] {
  const gaps = gapsOf(events, dropped);
  const gapAt = (index: number) => (gaps.has(index) ? [`      ${gaps.get(index)}`] : []);
  const seen = events.flatMap((event, index) => [
    ...gapAt(index),
    `${`${event.n}`.padStart(4)}  ${describe(event, events)}`,
  ]);
  return [...seen, ...gapAt(events.length)];
}
