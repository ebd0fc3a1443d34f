import { visible } from '../../base/index.ts';
import { kindSummary } from '../../judge/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { isDemand, stepInVersion } from '../../oracle/index.ts';
import type { ResultKind } from '../../run/index.ts';
import type { Paint } from './paint.ts';

/** A line for each kind of what is unexpected: `  72× step 4: used port 8448 … although it has an SRV record   e.g. srv/fed`. */
export function kindLines(kinds: readonly ResultKind[], version: SpecVersion, paint: Paint): string[] {
  const width = Math.max(0, ...kinds.map(({ unexpected }) => `${unexpected.length}`.length));
  return kinds.map((kind) => {
    const count = `${kind.unexpected.length}`.padStart(width);
    return `  ${paint.bad(`${count}×`)}  ${kindText(kind, version)}   ${paint.faint(`e.g. ${kind.example}`)}`;
  });
}

/** What the results of a kind have in common, in words that are true of all of them. */
export function kindText({ what, steps, level, says }: ResultKind, version: SpecVersion): string {
  switch (what.of) {
    case 'failure': {
      const weight = isDemand(level) ? '' : ` (${level})`;
      return `${stepsText(steps, version)}: ${visible(says ?? kindSummary(what.kind))}${weight}`;
    }
    case 'error':
      return `error: ${visible(what.like ?? what.why)}`;
    case 'other':
      return `${what.status}, where the baseline expects another status`;
    default:
      return what satisfies never;
  }
}

/** So many are named one by one. */
const MOST_STEPS = 3;

/** `step 4`, `steps 3.3 and 4`, `steps 1 to 6`; a text that is no server name comes before all steps. */
function stepsText(steps: ResultKind['steps'], version: SpecVersion): string {
  const numbers = [
    ...new Set(steps.filter((step) => step !== 'invalid').map((step) => stepInVersion(step, version))),
  ];
  const [first] = numbers;
  if (first === undefined) return 'the server name itself';
  if (numbers.length === 1) return `step ${first}`;
  const last = numbers.at(-1);
  const firsts = numbers.length > MOST_STEPS ? `${first} to` : `${numbers.slice(0, -1).join(', ')} and`;
  return `steps ${firsts} ${last}`;
}
