import { decisionText, type Outcome } from '../../oracle/index.ts';
import type { Paint } from './paint.ts';

/** The oracle's decisions in order, each with its clause, and the readings it had to choose. */
export function traceLines(outcome: Pick<Outcome, 'trace' | 'open'>, paint: Paint): string[] {
  const width = Math.max(0, ...outcome.trace.map(({ clause }) => clause.length));
  const decisions = outcome.trace.map(
    (decision) =>
      `${decision.step.padEnd(7)}  ${paint.faint(decision.clause.padEnd(width))}  ${decisionText(decision)}`,
  );
  const open = outcome.open.map(
    ({ id, reading }) => `${'open'.padEnd(7)}  ${paint.faint(id.padEnd(width))}  ${reading}`,
  );
  return [...decisions, ...open];
}
