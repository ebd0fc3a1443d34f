import { type ListenerId, sameHost, splitHostPort } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf, type ResolutionPath, rightPaths } from './path.ts';

/** A wrong step that somebody took, in plain words, with the clause that speaks against just that. */
export interface WrongStep {
  readonly text: string;
  /** Absent where no clause is closer than the one that the outcome rests on. */
  readonly clause?: string;
}

/** The step that leads to a listener where no request belongs. */
export function wrongStepTo(
  { case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>,
  reached: ListenerId,
  host: string | null | undefined,
): WrongStep {
  const ways = pathsOf(c, outcome);
  const leading = ways.filter((way) => way.listener === reached);
  const way = nearest(leading, rightPaths(outcome, ways), host);
  if (!way) return { text: `went to ${reached}, to which no record, file or port of this case leads` };
  return wrongTurn(outcome, way);
}

/** Several mistakes may lead to one place: the name in the Host tells them apart. */
function nearest(
  leading: readonly ResolutionPath[],
  right: readonly ResolutionPath[],
  host: string | null | undefined,
): ResolutionPath | undefined {
  const wrong = leading.filter((way) => !right.includes(way));
  const named = host == null ? undefined : wrong.find((way) => sameHost(way.name, splitHostPort(host).host));
  return named ?? wrong[0] ?? leading[0];
}

function wrongTurn(outcome: Outcome, way: ResolutionPath): WrongStep {
  if (way.delegation && !way.delegation.counts) {
    const { why, clause } = way.delegation;
    return { text: `followed a delegation ${why}`, ...(clause ? { clause } : {}) };
  }
  if (way.whose === 'SRV target' || way.whose === 'alias' || way.whose === 'redirect host')
    return detour(way);
  if (outcome.step.startsWith('3.') && way.whose === 'server name') return backHome(outcome, way);
  return otherMeans(outcome.step, way);
}

function detour(way: ResolutionPath): WrongStep {
  const went = byMeans(way);
  switch (way.whose) {
    case 'SRV target':
      return { text: `${went}, where the SRV record says which port of it is meant` };
    case 'alias':
      return { text: `${went}, the name behind a CNAME, where the alias itself decides` };
    default:
      return { text: `${went}, where a redirect moves the well-known file and nothing else`, clause: 'R-6' };
  }
}

/** The delegation was ignored, or given up after a failure. */
function backHome({ connect, step }: Outcome, way: ResolutionPath): WrongStep {
  if (connect.length === 0) {
    const text = `went back to the server name (${byMeans(way)}) after the delegated host failed, where a delegation is final`;
    return { text, clause: 'D-4' };
  }
  if (!isSrv(way)) return { text: `${byMeans(way)} where the delegated name decides`, clause: 'D-3' };
  const text = 'asked SRV of the server name where the delegated name decides';
  return { text, clause: step === '3.1' ? 'S31-e' : step === '3.2' ? 'S32-g' : 'S33-e' };
}

/** The right name, by means that are not its turn. */
function otherMeans(step: string, way: ResolutionPath): WrongStep {
  const srvDecides = ['3.3', '3.4', '4', '5'].includes(step);
  if (way.means === '443') {
    return {
      text: `used port 443 of the ${way.whose}, which serves the well-known file alone`,
      clause: 'D-10',
    };
  }
  if (way.means === '8448') {
    const instead = srvDecides ? 'although it has an SRV record' : 'instead of the port that it names';
    return {
      text: `used port 8448 of the ${way.whose} ${instead}`,
      ...(BASIS[step] ? { clause: BASIS[step] } : {}),
    };
  }
  if (way.means === '_matrix' && ['3.3', '4'].includes(step)) {
    const text = `took the _matrix._tcp record of the ${way.whose} although it has one for _matrix-fed._tcp`;
    return { text, clause: step === '4' ? 'S5-b' : 'S33-f' };
  }
  if (isSrv(way) && srvDecides)
    return { text: `took an SRV record of the ${way.whose} that another one goes before`, clause: 'V-6' };
  if (!isSrv(way)) return { text: `${byMeans(way)}, which does not decide here` };
  const clause = NO_SRV[step];
  const text = `looked for SRV (${way.means}._tcp) of the ${way.whose}, where SRV has no say`;
  return { text, ...(clause ? { clause } : {}) };
}

/** The clause that says what decides at a step. */
const BASIS: Readonly<Record<string, string>> = {
  2: 'S2-b',
  3.2: 'S32-b',
  3.3: 'S33-a',
  3.4: 'S34-a',
  4: 'S4-a',
  5: 'S5-a',
};

const NO_SRV: Readonly<Record<string, string>> = { 1: 'S1-f', 2: 'D-2', 3.1: 'S31-e', 3.2: 'S32-g' };

const isSrv = (way: ResolutionPath) => way.means === '_matrix-fed' || way.means === '_matrix';

function byMeans(way: ResolutionPath): string {
  switch (way.means) {
    case '_matrix-fed':
    case '_matrix':
      return `asked SRV (${way.means}._tcp) of the ${way.whose}`;
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
