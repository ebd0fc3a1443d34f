import type { SpecVersion } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION, decisionText, type Outcome, stepInVersion } from '../../oracle/index.ts';
import type { Paint } from './paint.ts';

/** The oracle's decisions in order, each with its clause, and the readings it had to choose. */
export function traceLines(
  outcome: Pick<Outcome, 'trace' | 'open'>,
  paint: Paint,
  version: SpecVersion = DEFAULT_SPEC_VERSION,
): string[] {
  const width = Math.max(0, ...outcome.trace.map(({ clause }) => clause.length));
  const decisions = outcome.trace.map(
    (decision) =>
      `${stepInVersion(decision.step, version).padEnd(7)}  ${paint.faint(decision.clause.padEnd(width))}  ${decisionText(decision)}`,
  );
  const open = outcome.open.map(
    ({ id, reading }) => `${'open'.padEnd(7)}  ${paint.faint(id.padEnd(width))}  ${reading}`,
  );
  return [...decisions, ...open];
}
