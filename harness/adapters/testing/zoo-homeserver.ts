import { fileURLToPath } from 'node:url';
import { OwnServer } from '../homeserver/index.ts';
import type { HomeserverImplementation } from '../implementation.ts';
import { TextRing } from '../process/text-ring.ts';

const ZOO = fileURLToPath(new URL('../zoo/', import.meta.url));

const LAUNCH = {
  files: { 'config.json': 'homeserver.json' },
  prepare: [],
  ready: '/_matrix/client/versions',
};

/** For tests: one of the homeservers in the zoo, described as `implementation.json` would. */
export function zooHomeserver(
  name: string,
  changes: Partial<HomeserverImplementation> = {},
): HomeserverImplementation {
  return {
    kind: 'homeserver',
    name: 'zoo',
    title: 'zoo',
    version: '1',
    folder: ZOO,
    env: {},
    needs: [],
    startSeconds: 60,
    server: { ...LAUNCH, start: startOf(name) },
    triggers: {
      profile: {
        method: 'GET',
        path: '/_matrix/client/v3/profile/%40u%3A{server}',
        headers: {},
        reached: ['200', '404'],
        failed: ['502'],
        notAsked: ['400 M_INVALID_PARAM'],
      },
    },
    signer: '/_matrix/key/v2/server',
    ...changes,
  };
}

/** For tests: the same, started as a user would who wants to attach to it. */
export function startedByHand(name: string): Promise<OwnServer> {
  const setting = {
    name: 'zoo',
    here: ZOO,
    places: { here: ZOO, self: 'by-hand.test' },
    env: {},
    startMs: 60_000,
    log: new TextRing(1000),
    kept: undefined,
    needs: [],
    root: false,
    confinement: undefined,
  };
  return OwnServer.start({ ...LAUNCH, start: startOf(name) }, setting, new AbortController().signal);
}

const startOf = (name: string) => [process.execPath, `{here}/${name}.mjs`, '{data}/config.json'];
