import { type ValidServerName, withoutFinalDot } from '../../model/index.ts';
import type { OtherEnd } from './attempt.ts';
import { decide, type Inquiry, openReadings } from './inquiry.ts';
import type { Landing } from './landing.ts';
import type { FieldClauses, Outcome, Reached, Target } from './outcome.ts';
import { clausesOf, type StepClauses, type ValidStep } from './step.ts';

/** AMB-19: a name that ends in a dot keeps it in Host; TLS knows no such names. */
export function targetOf(name: ValidServerName): Target {
  const bare = withoutFinalDot(name.host);
  return { host: name.text, sni: bare, cert: bare };
}

/** What a resolver that has come to this step does, given where its connection lands. */
export function conclude(
  q: Inquiry,
  step: ValidStep,
  name: ValidServerName,
  target: Target,
  landing: Landing,
  end?: string,
): Outcome {
  const clauses = clausesOf(step, name.port);
  if (landing.kind === 'reached') {
    const to = inOrder(landing.at);
    decide(q, step, clauses.cert, { kind: 'certificate', to, name: target.cert });
    decide(q, step, clauses.host, { kind: 'request', to, host: target.host });
    const reached: Reached = { to, ...target };
    const judged = { ...fields(clauses), to: q.weak[0]?.clause ?? clauses.to };
    return outcome(q, step, target, [reached], judged, clauses.to);
  }
  const judged = failureClauses(q, clauses, landing, end);
  decide(q, step, judged.to, { kind: 'no-request', because: landing.because });
  return outcome(q, step, target, [], judged, end ?? clauses.end);
}

function failureClauses(
  q: Inquiry,
  clauses: StepClauses,
  landing: Exclude<Landing, { kind: 'reached' }>,
  end: string | undefined,
): FieldClauses {
  switch (landing.kind) {
    case 'uncertified': {
      const cert = landing.clause ?? clauses.cert;
      return { ...fields(clauses), cert, to: cert };
    }
    case 'clear text':
      return { ...fields(clauses), to: 'D-9' };
    case 'dead':
      return { ...fields(clauses), to: q.weak[0]?.clause ?? end ?? clauses.end };
    default:
      return landing satisfies never;
  }
}

function fields({ to, host, cert, sni }: StepClauses): FieldClauses {
  return { to, host, cert, sni };
}

function outcome(
  q: Inquiry,
  step: ValidStep,
  target: Target,
  connect: readonly Reached[],
  clauses: FieldClauses,
  basis: string,
): Outcome {
  return {
    step,
    connect,
    answer: connect.length > 0 ? 'reached' : 'failed',
    target,
    wellKnown: q.hops,
    trace: q.trace,
    clauses,
    basis,
    weak: q.weak,
    // N-7: where no request comes of it anyway, whoever ends at the question that failed does the same.
    open: openReadings(q).filter(({ id }) => id !== 'N-7' || connect.length > 0),
  };
}

function inOrder([{ at }, ...further]: readonly [OtherEnd, ...OtherEnd[]]): Reached['to'] {
  return [at, ...new Set(further.map((peer) => peer.at).filter((other) => other !== at))];
}
