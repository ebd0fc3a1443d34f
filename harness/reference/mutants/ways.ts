import { direct, targetsOf } from '../discover.ts';
import type { Attempt, FallBack, Setback } from '../parts.ts';
import type { ConnectTarget, EndedRoute } from '../route.ts';

/** Ways on that do not exist: where a careless resolver goes once the right one has ended. */

/** Another port of the name or address that decides. */
export const toPort =
  (port: number): FallBack =>
  async ({ parts }, from) => {
    const { deciding } = from;
    const address = parts.literalAddress(deciding);
    return { ...from, targets: [{ name: deciding.host, ...(address !== undefined && { address }), port }] };
  };

export const toServerName: FallBack = async ({ parts }, { asked, deciding }) =>
  deciding === asked ? undefined : direct(parts, asked, asked);

export const toSrvOfServerName: FallBack = async (attempt, { asked, deciding }) => {
  if (deciding === asked) return undefined;
  const { targets } = await targetsOf(attempt, asked.host, asked);
  return targets.length === 0 ? undefined : { asked, deciding: asked, targets };
};

/** Records of the deciding name that have no say: those of the deprecated service, where the other one has any. */
export const toOtherSrv: FallBack = async (attempt, from) => {
  const found = await recordsOf(attempt, `_matrix._tcp.${from.deciding.host}`);
  const known = new Set(from.targets.map(textOf));
  const targets = found.filter((target) => !known.has(textOf(target)));
  return targets.length === 0 ? undefined : { ...from, targets };
};

export const toNextTarget: FallBack = async (_attempt, from) =>
  from.rest.length === 0 ? undefined : { ...from, targets: from.rest };

/** Port 8448 of the targets of SRV records, whatever port these name. */
export const toTargetOn8448: FallBack = async (_attempt, from) => {
  const targets = from.targets.filter(({ name, port }) => name !== from.deciding.host && port !== 8448);
  return targets.length === 0
    ? undefined
    : { ...from, targets: targets.map(({ name }) => ({ name, port: 8448 })) };
};

/** Where the well-known file of the name that decides leads, although nobody has to ask it for one. */
export const toOwnFile: FallBack = async (attempt, { asked, deciding }) => {
  const found = await attempt.parts.fetchWellKnown(attempt, deciding);
  return found.kind === 'delegated' ? direct(attempt.parts, found.name, asked) : undefined;
};

/** Where a connection failed, and not where an answer says something else. */
export const whereNobodyAnswers =
  (way: FallBack) =>
  ({ step, trouble }: Setback): FallBack | undefined =>
    step === 'file' || trouble === 'redirect' || trouble === 'status' || trouble === 'cut-body'
      ? undefined
      : way;

const textOf = ({ name, port }: ConnectTarget) => `${name}:${port}`;

function recordsOf(attempt: Attempt, owner: string): Promise<readonly ConnectTarget[]> {
  return attempt.lookUp((dns) => dns.resolveSrv(owner)).catch(() => []);
}

/** Whether the right way was that of SRV records. */
export const wentBySrv = ({ targets, deciding }: EndedRoute): boolean => targets[0]?.name !== deciding.host;
