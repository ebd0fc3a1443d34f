import { keysOf, ownCommand, pageOf } from '../../base/index.ts';
import { STATUSES } from '../../judge/index.ts';
import { type ConcludedSubject, type NextStep, nextStep } from '../../run/index.ts';
import type { Paint } from './paint.ts';

/** What a newcomer asks at the end of a run: what the less usual words of the counts mean, and what to do now. */
export function closingLines(concluded: readonly ConcludedSubject[], paint: Paint): string[] {
  const occurring = TO_EXPLAIN.filter((status) =>
    concluded.some(({ conclusion }) => conclusion.tally.all[status] > 0),
  );
  const width = Math.max(0, ...occurring.map(({ length }) => length));
  const step = nextStep(concluded);
  return [
    ...occurring.map((status) => paint.faint(`${status.padEnd(width)}  ${STATUSES[status].summary}`)),
    ...(step ? [`${paint.strong('next')}  ${nextText(step)}`] : []),
  ];
}

/** `pass` and `fail` say what they mean. */
const TO_EXPLAIN = keysOf(STATUSES).filter((status) => status !== 'pass' && status !== 'fail');

function nextText(step: NextStep): string {
  switch (step.kind) {
    case 'ask-your-own':
      return `ask your own resolver or homeserver (${pageOf('write-an-adapter.md')} says how): ${ownCommand('run', '-i', './my-resolver')}`;
    case 'smoke':
      return `see whether it can be spoken with: ${ownCommand('smoke', '-i', typed(step))}`;
    case 'ask-again':
      return `ask again what could not be judged: ${ownCommand('run', step.case, '-i', typed(step))}`;
    case 'mend':
      return `mend the first, and ask it again: ${ownCommand('run', step.case, '-i', typed(step))}`;
    case 'write-baseline':
      return `bring the known failures up to date: ${ownCommand('baseline', '-i', typed(step), '--write')}`;
    default:
      return step satisfies never;
  }
}

const typed = ({ about }: Exclude<NextStep, { kind: 'ask-your-own' }>): string => about.typed ?? about.name;
