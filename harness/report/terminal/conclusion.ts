import { keysOf, ownCommand } from '../../base/index.ts';
import { STATUSES } from '../../judge/index.ts';
import type { AskedAgain, Conclusion } from '../../run/index.ts';
import type { Paint } from './paint.ts';
import { conformanceLine, summarize, summarizeBriefly } from './summary.ts';

export interface ConclusionManner {
  readonly paint: Paint;
  /** Kinds were told: families are counted only where something failed. */
  readonly isBrief: boolean;
  /** Its known failures are kept nowhere. */
  readonly withoutBaseline: boolean;
  /** What the user gave to `-i`. */
  readonly typed: string;
}

/** Nobody mends so much in a day. */
const MANY = 10;
const KNOWN = 'known-failures.txt';
const toBeginWith = (typed: string) =>
  `to begin green, and see what changes (then run with --baseline ${KNOWN}): ${ownCommand('baseline', '-i', typed, '--baseline', KNOWN, '--write')}`;

/** What came of one implementation: counts, what is wrong besides its verdicts, and the sum. */
export function conclusionLines(conclusion: Conclusion, manner: ConclusionManner): string[] {
  const { tally, problems, mistakes, remarks, conformance } = conclusion;
  const { paint, isBrief } = manner;
  const judged = keysOf(STATUSES).some((status) => tally.all[status] > 0);
  const begins =
    manner.withoutBaseline && conclusion.unexpectedCount > MANY && conclusion.ended === undefined;
  return [
    ...(judged ? ['', ...(isBrief ? summarizeBriefly : summarize)(tally, paint)] : []),
    ...[...problems, ...mistakes.map(({ text }) => text)].map((text) => `  ${paint.bad('!')} ${text}`),
    ...(conclusion.askedAgain ? [againLine(conclusion.askedAgain, paint)] : []),
    ...remarks.map((text) => `  ${paint.faint('!')} ${text}`),
    ...(conformance ? [conformanceLine(conformance, paint)] : []),
    sumLine(conclusion, paint),
    ...(begins ? [`  ${paint.faint(toBeginWith(manner.typed))}`] : []),
  ];
}

/** `3 cases were asked once more, because …`: the pressure of the machine is a hint. */
function againLine({ cases, errors, pressure }: AskedAgain, paint: Paint): string {
  const [were, them] = cases === 1 ? ['1 case was', 'it'] : [`${cases} cases were`, 'them'];
  const waits =
    pressure === undefined ? '' : `; somebody waited for a processor ${Math.round(pressure)} % of the time`;
  const why = `because we or this machine were late${waits}`;
  if (errors === 0) return `  ${paint.faint('!')} ${were} asked once more, alone, ${why}`;
  const left = `${errors} of ${them} ${errors === 1 ? 'is an error' : 'are errors'}`;
  return `  ${paint.bad('!')} ${were} asked once more, alone, ${why}. ${left}: a lower --parallel helps, or a machine with less to do`;
}

/** `1498 as expected, 1 unexpected, and 2 that break no MUST`. */
function sumLine({ ended, asExpected, unexpectedCount, below }: Conclusion, paint: Paint): string {
  if (ended !== undefined) return `  ${paint.bad('not judged')}`;
  const tail =
    unexpectedCount > 0 ? paint.bad(`${unexpectedCount} unexpected`) : paint.good('nothing unexpected');
  const told = below.length > 0 ? `, and ${below.length} that break no MUST` : '';
  return `  ${asExpected} as expected, ${tail}${told}`;
}

/** The sum in one line, after whatever is wrong besides verdicts. */
export function quietLines(conclusion: Conclusion, paint: Paint): string[] {
  const { name, problems, mistakes } = conclusion;
  const wrong = [...problems, ...mistakes.map(({ text }) => text)];
  return [
    ...wrong.map((text) => `${paint.bad('!')} ${text}`),
    `${paint.strong(name)}: ${sumLine(conclusion, paint).trim()}`,
  ];
}
