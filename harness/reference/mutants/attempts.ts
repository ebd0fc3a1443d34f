import type { Case } from '../../model/index.ts';
import { direct, discover } from '../discover.ts';
import type { Attempt } from '../parts.ts';
import type { WireRequest } from '../request.ts';
import type { DiscoveredRoute } from '../route.ts';
import type { Mutant } from './mutant.ts';

const KEYS = /^\/_matrix\/key\//;
const MEDIA = /\/media\//;

/** Requests that do not go the way that all others go. */
export const attempts: readonly Mutant[] = [
  {
    name: 'keys-from-server-name',
    title: 'Asks port 8448 of the server name for keys, without looking any further',
    see: ['https://github.com/spantaleev/matrix-docker-ansible-deploy/issues/1125'],
    replaces: { discover: straight(KEYS) },
    where: (c) => isFor(c, 'keys', KEYS),
  },
  {
    name: 'media-from-server-name',
    title: 'Asks port 8448 of the server name for media, without looking any further',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/1161'],
    replaces: { discover: straight(MEDIA) },
    where: (c) => isFor(c, 'media', MEDIA),
  },
];

function isFor({ request }: Pick<Case, 'request'>, trigger: string, paths: RegExp): boolean {
  return request.kind === 'trigger' ? request.trigger === trigger : paths.test(request.path);
}

function straight(paths: RegExp) {
  return async (attempt: Attempt, server: string, request: WireRequest): Promise<DiscoveredRoute> => {
    const asked = attempt.parts.readName(server);
    return asked.ok && paths.test(request.path)
      ? direct(attempt.parts, asked, asked)
      : discover(attempt, server, request);
  };
}
