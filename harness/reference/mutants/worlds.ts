import { type Case, type RecordType, sitesOf, speaksClearText } from '../../model/index.ts';

/** Worlds in which a mutant of a part that has to do with the world can matter. */

type World = Pick<Case, 'zone' | 'hosts' | 'rounds'>;

export const hasAlias = (c: World) => owners(c, 'CNAME').length > 0;
export const hasAddressOfIPv6 = (c: World) => owners(c, 'AAAA').length > 0;
export const hasWildcardSrv = (c: World) => owners(c, 'SRV').some((owner) => owner.startsWith('*.'));
export const hasSrv = (c: World) => owners(c, 'SRV').length > 0;
export const hasServiceBinding = (c: World) => owners(c, 'HTTPS').length > 0;
export const hasSrvOf = (service: string) => (c: World) =>
  owners(c, 'SRV').some((owner) => owner.startsWith(`${service}._tcp.`) || owner.startsWith('*'));

function owners({ zone }: World, wanted: RecordType): readonly string[] {
  return Object.entries(zone).flatMap(([owner, sets]) =>
    sets.some(({ type }) => type === wanted) ? [owner] : [],
  );
}

const FILE = '/.well-known/matrix/server';

const filesOf = ({ hosts }: World) =>
  hosts
    .flatMap(({ listeners }) => listeners)
    .flatMap((listener) => sitesOf(listener).map(({ routes }) => ({ port: listener.port, routes })))
    .filter(({ routes }) => routes.some(({ path }) => path === FILE));

export const hasFile = (c: World) => filesOf(c).length > 0 || hasSteps(c);
export const hasFiles = (c: World) => filesOf(c).length > 1;
export const hasFileAndSrv = (c: World) => hasFile(c) && hasSrv(c);
export const hasFileOn8448 = (c: World) => filesOf(c).some(({ port }) => port === 8448);

export const hasSteps = ({ rounds }: World) => rounds !== undefined;

export const answersOn443 = ({ hosts }: World) =>
  hosts.some(({ listeners }) =>
    listeners.some(({ port, homeserver }) => port === 443 && homeserver !== undefined),
  );

export const hasClearText = ({ hosts }: World) =>
  hosts.some(({ listeners }) =>
    listeners.some(({ cert, fault }) => speaksClearText(fault) || cert?.kind === 'none'),
  );
