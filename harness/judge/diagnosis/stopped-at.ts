import { connections } from '../../evidence/index.ts';
import { listenerId, parseServerName } from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import { isWellKnown } from '../federation-request.ts';
import { canConnect, type FinishedCase } from '../finished-case.ts';
import { whose } from '../paths/naming.ts';
import { pathsOf, rightPaths } from '../paths/path.ts';

/** No request came where one belongs: how far it got on the way there, told by what is missing first. */
export function stoppedAt(trial: FinishedCase, { deeds }: Assessment): string | undefined {
  const { case: c, outcome, events } = trial;
  if (deeds.missing.length === 0) return undefined;
  const broken = brokenOff(trial, deeds.missing);
  if (broken) return broken;
  const own = parseServerName(c.server);
  const discovers = own.ok && own.kind === 'dns' && own.port === undefined;
  const asked = events.some((event) => event.kind === 'http' && isWellKnown(event));
  if (discovers && outcome.step.startsWith('3.') && !asked) return 'never asked for the well-known file';
  const srv = decisiveSrv(trial);
  const askedSrv = events.some(
    (event) => event.kind === 'dns' && event.type === 'SRV' && event.name.toLowerCase() === srv?.name,
  );
  if (srv && !askedSrv) return `never asked SRV (${srv.service}._tcp) of the ${srv.whose}`;
  if (!canConnect(trial.about)) return undefined;
  return `stopped before it connected to ${deeds.missing.map((one) => one.to.join(' or ')).join(', ')}`;
}

function brokenOff(trial: FinishedCase, missing: Assessment['deeds']['missing']): string | undefined {
  for (const expected of missing) {
    const there = connections(trial.events).filter((one) => expected.to.includes(listenerId(one)));
    const [first] = there;
    if (!first) continue;
    const place = listenerId(first);
    if (first.sni === undefined) return `connected to ${place} and sent no ClientHello`;
    return `broke off TLS with ${place}, the right place, whose certificate is valid for ${whose(trial, expected.cert)}`;
  }
  return undefined;
}

/** The SRV question that leads to the right place. */
export function decisiveSrv({ case: c, outcome }: Pick<FinishedCase, 'case' | 'outcome'>) {
  const way = rightPaths(outcome, pathsOf(c, outcome)).find(
    ({ means }) => means === '_matrix-fed' || means === '_matrix',
  );
  return way && { service: way.means, whose: way.whose, name: `${way.means}._tcp.${way.name.toLowerCase()}` };
}
