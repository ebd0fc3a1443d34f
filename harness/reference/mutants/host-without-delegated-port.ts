import type { Mutant } from './mutant.ts';

export const hostWithoutDelegatedPort: Mutant = {
  meta: {
    name: 'host-without-delegated-port',
    title: 'Leaves the port of the name out of Host',
    see: [
      'https://github.com/t2bot/matrix-media-repo/issues/246',
      'https://github.com/t2bot/matrix-media-repo/issues/245',
    ],
    replaces: 'hostHeader',
  },
  parts: { hostHeader: ({ kind, host }) => (kind === 'ipv6' ? `[${host}]` : host) },
};
