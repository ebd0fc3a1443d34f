import type { ListenerId, SpecLevel } from '../../model/index.ts';
import { listenerId, splitHostPort, splitListenerId, whereaboutsIn } from '../../model/index.ts';
import type { Evidence } from '../finished-case.ts';
import { levelOfClause } from '../level.ts';
import { wrongStepTo } from './wrong-step.ts';

/** The clause that a request to the wrong place broke, and the most or the least that it may weigh. */
export interface BrokenClause {
  readonly clause: string;
  readonly atMost?: SpecLevel;
  readonly atLeast?: SpecLevel;
}

/** Where the request went, or would go, and with which Host. */
export interface RequestPlace {
  readonly id: ListenerId;
  readonly host: string | null | undefined;
}

export function brokenClause(evidence: Evidence, landing?: RequestPlace): BrokenClause {
  const { outcome } = evidence;
  if (outcome.step === 'invalid') {
    // G-10 to G-15: going on with a bad name is a MUST failure only at a host that the name does not spell.
    const label = landing && splitListenerId(landing.id).host;
    const spelled = label === undefined || spelledHosts(evidence).includes(label);
    return { clause: outcome.clauses.to, ...(spelled ? { atMost: 'SHOULD' } : { atLeast: 'MUST' }) };
  }
  // The wrong step has a clause of its own, which weighs no more than what the outcome rests on.
  const clause = landing && wrongStepTo(evidence, landing.id, landing.host).clause;
  const general = levelOfClause(outcome.clauses.to);
  return (
    redirected(evidence) ?? { clause: clause ?? outcome.clauses.to, ...(clause ? { atMost: general } : {}) }
  );
}

/** following redirects is a SHOULD, and so is everything that presupposes it. */
function redirected({ outcome, events }: Evidence): BrokenClause | undefined {
  const [, second, ...later] = outcome.wellKnown;
  if (!second) return undefined;
  const followed = [second, ...later].some((hop) =>
    events.some(
      (event) => event.kind === 'http' && listenerId(event) === hop.listener && event.path === hop.path,
    ),
  );
  return { clause: followed ? outcome.clauses.to : 'R-1', atMost: 'SHOULD' };
}

function spelledHosts({ case: c }: Evidence): string[] {
  const text = c.server.toLowerCase();
  const names = Object.keys(c.zone).filter((name) => text.includes(name));
  const literals = c.hosts.filter(
    (host) => text.includes(host.ipv4) || text.includes(host.ipv6.toLowerCase()),
  );
  const { hostsOf } = whereaboutsIn(c);
  const whole = hostsOf(splitHostPort(text).host);
  return [...whole, ...names.flatMap(hostsOf), ...literals.map((host) => host.label)];
}
