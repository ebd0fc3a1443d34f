import { hostHeader } from '../host-header.ts';
import type { Mutant } from './mutant.ts';

/** What is sent as Host. */
export const host: readonly Mutant[] = [
  {
    name: 'host-of-srv-target',
    title: 'Sends the SRV target as Host',
    see: [
      'https://github.com/matrix-org/synapse/issues/2525',
      'https://github.com/matrix-org/matrix-federation-tester/issues/156',
      'https://github.com/matrix-org/synapse/issues/6646',
    ],
    replaces: {
      // Without an SRV record the target is the deciding name itself.
      hostHeader: ({ deciding, target }) => (target.name === deciding.host ? deciding.text : target.name),
    },
  },
  {
    name: 'host-with-srv-port',
    title: 'Sends the port of the SRV record in Host',
    see: ['https://github.com/matrix-org/synapse/issues/6646'],
    replaces: {
      hostHeader: ({ deciding, target }) =>
        target.name === deciding.host ? deciding.text : `${deciding.host}:${target.port}`,
    },
  },
  {
    name: 'host-without-delegated-port',
    title: 'Leaves the port of the name out of Host',
    see: [
      'https://github.com/t2bot/matrix-media-repo/issues/246',
      'https://github.com/t2bot/matrix-media-repo/issues/245',
    ],
    replaces: { hostHeader: ({ deciding: { kind, host } }) => (kind === 'ipv6' ? `[${host}]` : host) },
  },
  {
    name: 'host-with-default-port',
    title: 'Sends port 8448 in Host where the name has none',
    replaces: {
      hostHeader: (way) => {
        const { deciding, target } = way;
        const direct = deciding.port === undefined && target.name === deciding.host;
        return direct ? `${deciding.text}:${target.port}` : hostHeader(way);
      },
    },
  },
  {
    name: 'host-of-server-name',
    title: 'Sends the server name as Host although it delegates',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/1161'],
    replaces: { hostHeader: ({ asked }) => asked.text },
  },
  {
    name: 'host-without-brackets',
    title: 'Leaves the brackets of an IPv6 literal out of Host',
    replaces: { hostHeader: ({ deciding: { text } }) => text.replace(/[[\]]/g, '') },
  },
];
