import type { Trial } from './trial.ts';
import type { Way } from './way.ts';

/** The sentence for a request that took `way`, where the outcome's step decides. */
export function wrongTurn({ outcome }: Trial, way: Way): string {
  if (way.delegation && !way.delegation.counts) return `followed a delegation ${way.delegation.why}`;
  if (way.whose === 'SRV target' || way.whose === 'alias' || way.whose === 'redirect host')
    return detour(way);
  const delegated = outcome.step.startsWith('3.');
  if (delegated && way.whose === 'server name') return backHome(outcome.connect.length === 0, way);
  return otherMeans(outcome.step, way);
}

const service = (means: Way['means']) => `${means}._tcp`;

function detour(way: Way): string {
  const went = byMeans(way);
  switch (way.whose) {
    case 'SRV target':
      return `${went}, where the SRV record says which port of it is meant`;
    case 'alias':
      return `${went}, the name behind a CNAME, where the alias itself decides`;
    default:
      return `${went}, where a redirect moves the well-known file and nothing else`;
  }
}

/** The delegation was ignored, or given up after a failure. */
function backHome(failing: boolean, way: Way): string {
  if (failing)
    return `went back to the server name (${byMeans(way)}) after the delegated host failed, where a delegation is final`;
  if (isSrv(way)) return 'asked SRV of the server name where the delegated name decides';
  return `${byMeans(way)} where the delegated name decides`;
}

/** The right name, by means that are not its turn. */
function otherMeans(step: string, way: Way): string {
  const srvDecides = ['3.3', '3.4', '4', '5'].includes(step);
  if (way.means === '443') return `used port 443 of the ${way.whose}, which serves the well-known file alone`;
  if (way.means === '8448' && srvDecides)
    return `used port 8448 of the ${way.whose} although it has an SRV record`;
  if (way.means === '8448') return `used port 8448 of the ${way.whose} instead of the port that it names`;
  if (way.means === '_matrix' && ['3.3', '4'].includes(step)) {
    return `took the _matrix._tcp record of the ${way.whose} although it has one for _matrix-fed._tcp`;
  }
  if (isSrv(way) && srvDecides) return `took an SRV record of the ${way.whose} that another one goes before`;
  if (isSrv(way)) return `looked for SRV (${service(way.means)}) of the ${way.whose}, where SRV has no say`;
  return `${byMeans(way)}, which does not decide here`;
}

const isSrv = (way: Way) => way.means === '_matrix-fed' || way.means === '_matrix';

function byMeans(way: Way): string {
  switch (way.means) {
    case '_matrix-fed':
    case '_matrix':
      return `asked SRV (${service(way.means)}) of the ${way.whose}`;
    case 'literal':
      return 'went to the address itself';
    case 'port':
      return `used the port that the ${way.whose} names`;
    case '8448':
    case '443':
      return `used port ${way.means} of the ${way.whose}`;
    default:
      return way.means satisfies never;
  }
}
