import { decisionText, type Outcome, type Reached } from '../oracle/index.ts';
import type { WorldDocument } from './document.ts';
import type { Relative } from './relative.ts';

/** A scenario file as JSON. */
export interface ScenarioDocument extends WorldDocument {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly level?: 'record';
  readonly since?: string;
  readonly until?: string;
  readonly note?: string;
  readonly expect: Readonly<Record<string, unknown>>;
}

/** The scenario that expects of a world what the oracle derives from it. */
export function scenarioOf(world: WorldDocument, outcome: Outcome, relative: Relative): ScenarioDocument {
  return {
    title: titleOf(outcome, relative),
    clauses: clausesOf(outcome),
    ...(outcome.open.length > 0 && { level: 'record', note: questionsOf(outcome) }),
    ...world,
    expect: {
      step: outcome.step,
      ...(outcome.connect.length > 0
        ? { connect: outcome.connect.map((reached) => connection(reached, relative)) }
        : { refuse: true, control: CONTROL }),
    },
  };
}

/** Who reaches nobody at all must not pass by that. */
const CONTROL = 'control/fallback';

function titleOf({ step, connect, trace }: Outcome, relative: Relative): string {
  const [first] = connect;
  if (first !== undefined)
    return `Step ${step} leads to ${first.to.join(' or ')}, with Host ${relative.host(first.host)}`;
  const last = trace.at(-1);
  const why = relative.sentence(last ? decisionText(last) : '').replace(/^no request is sent: /, '');
  return step === 'invalid' ? `No request: ${why}` : `No request at step ${step}: ${why}`;
}

function questionsOf({ open }: Outcome): string {
  return `The text leaves open: ${open.map(({ id, reading }) => `${id} (expected here: ${reading})`).join('; ')}.`;
}

/** All that the oracle came by, in the order of the algorithm, and what each judged field rests on. */
function clausesOf({ trace, clauses: { to, host, cert, sni } }: Outcome): readonly string[] {
  return [...new Set([...trace.map((decision) => decision.clause), to, host, cert, sni])];
}

function connection({ to, host, cert, sni }: Reached, relative: Relative) {
  const name = relative.name(cert);
  const isAddress = name.startsWith('{');
  const usual = isAddress ? null : cert;
  return {
    to: to.length === 1 ? to[0] : to,
    host: relative.host(host),
    cert: isAddress ? name : `{${name}}`,
    ...(sni?.toLowerCase() !== usual?.toLowerCase() && {
      sni: sni === null ? null : `{${relative.name(sni)}}`,
    }),
  };
}
