import { visible } from '../../base/index.ts';
import { describe } from '../../evidence/index.ts';
import { divergenceText, type Verdict } from '../../judge/index.ts';
import { type Paint, paintStatus } from './paint.ts';

type ToldVerdict = Verdict & { readonly dropped?: number };

/** What came of a case with one implementation, as a record has it: of a failure all that was seen, too. */
export function verdictLines(verdict: ToldVerdict, paint: Paint): string[] {
  const { implementation, status, expected, reasons, divergence, events, dropped = 0 } = verdict;
  const unexpected = expected ? '' : '  unexpected';
  const told = divergence && divergenceText(divergence);
  const isTold = status === 'fail' || status === 'error';
  const seen = isTold ? events.map((event) => `${`${event.n}`.padStart(4)}  ${describe(event, events)}`) : [];
  return [
    `${paint.strong(implementation)}  ${paintStatus(paint, status, status)}${unexpected}`,
    ...(told === undefined ? [] : [`  ${visible(told)}`]),
    ...reasons.map(({ clause, text }) => `  ${visible(text)}${clause === undefined ? '' : `  [${clause}]`}`),
    ...seen,
    ...(dropped > 0 ? [`  and ${dropped} more that are not kept`] : []),
  ];
}
