import { readFileSync } from 'node:fs';
import { discover } from '../discover.ts';
import { isNotFound, lookupSrv } from '../srv-lookup.ts';
import { orderSrv } from '../srv-order.ts';
import { takenFor } from './careless-name.ts';
import type { Mutant } from './mutant.ts';
import { hasFileAndSrv, hasSrv, hasSrvOf, hasWildcardSrv } from './worlds.ts';

/** Under which name SRV records are looked for, and what is made of them. */
export const srv: readonly Mutant[] = [
  {
    name: 'srv-of-server-name',
    title: 'Looks for SRV records under the server name although it delegates',
    see: [
      'https://github.com/matrix-org/matrix-federation-tester/issues/101',
      'https://github.com/matrix-org/matrix-federation-tester/issues/34',
      'https://github.com/matrix-org/matrix-federation-tester/issues/86',
    ],
    replaces: { srvOwner: (asked) => asked.host },
  },
  {
    name: 'no-srv-of-delegate',
    title: 'Goes to port 8448 of a portless delegated name without looking for its SRV records',
    see: ['https://github.com/openSUSE/landing-page/pull/244'],
    replaces: { srvOwner: (asked, delegated) => (delegated === undefined ? asked.host : undefined) },
  },
  {
    name: 'no-srv-of-server-name',
    title: 'Goes to port 8448 of the server name without looking for its SRV records',
    see: ['https://github.com/matrix-org/dendrite/issues/3304'],
    replaces: { srvOwner: (_asked, delegated) => delegated?.host },
    where: hasSrv,
  },
  {
    name: 'srv-of-server-name-too',
    title: 'Looks for SRV records of the server name where the delegated name has none, or is an address',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/101'],
    replaces: {
      discover: async (attempt, server) => {
        const route = await discover(attempt, server);
        const { asked, deciding, targets } = route;
        const plain =
          targets.length === 1 && targets[0]?.name === deciding.host && deciding.port === undefined;
        if (deciding === asked || !plain) return route;
        const records = await attempt.parts.lookupSrv(attempt, asked.host);
        return records.length === 0 ? route : { ...route, targets: records };
      },
    },
    where: hasFileAndSrv,
  },
  {
    name: 'only-current-srv',
    title: 'Does not know the deprecated service _matrix',
    see: ['https://github.com/matrix-org/gomatrixserverlib/pull/411'],
    replaces: { srvServices: () => ['_matrix-fed'] },
    where: hasSrvOf('_matrix'),
  },
  {
    name: 'only-deprecated-srv',
    title: 'Knows the deprecated service _matrix only',
    see: [
      'https://github.com/matrix-construct/tuwunel/issues/157',
      'https://github.com/MTRNord/rust-federation-tester/issues/9',
      'https://github.com/matrix-org/sydent/pull/576',
    ],
    replaces: { srvServices: () => ['_matrix'] },
    where: hasSrvOf('_matrix-fed'),
  },
  {
    name: 'deprecated-srv-first',
    title: 'Prefers the deprecated service _matrix',
    replaces: { srvServices: () => ['_matrix', '_matrix-fed'] },
    where: hasSrvOf('_matrix'),
  },
  {
    name: 'empty-answer-is-error',
    title: 'Gives up where the name of an SRV record exists and has none',
    replaces: { isNotFound: (code) => isNotFound(code) && code !== 'ENODATA' },
  },
  {
    name: 'wildcard-srv-passed-over',
    title: 'Takes an SRV record that a made-up service has as well for none',
    replaces: {
      lookupSrv: async (attempt, owner) => {
        const records = await lookupSrv(attempt, owner);
        const madeUp = attempt.lookUp((dns) => dns.resolveSrv(`_made-up._tcp.${owner}`));
        return (await madeUp.catch(() => [])).length > 0 ? [] : records;
      },
    },
    where: hasWildcardSrv,
  },
  {
    name: 'search-domain-added',
    title: 'Looks for SRV records under the search domains of the machine as well',
    see: ['https://github.com/MTRNord/rust-federation-tester/issues/3'],
    replaces: {
      lookupSrv: async (attempt, owner) => {
        for (const name of [owner, ...searchDomains().map((domain) => `${owner}.${domain}`)]) {
          const records = await lookupSrv(attempt, name);
          if (records.length > 0) return records;
        }
        return [];
      },
    },
    showsIn: 'machine',
  },
  {
    name: 'first-srv-target-only',
    title: 'Tries one SRV target, and no other',
    see: ['https://github.com/matrix-org/synapse/issues/4104'],
    replaces: { orderSrv: (records) => orderSrv(records).slice(0, 1) },
  },
  {
    name: 'srv-priority-ignored',
    title: 'Tries SRV targets in the order of the answer',
    replaces: { orderSrv: (records) => records },
  },
  {
    name: 'srv-priority-reversed',
    title: 'Tries SRV targets from the highest number of priority down',
    replaces: { orderSrv: (records) => orderSrv(records).toReversed() },
  },
  {
    name: 'ignores-srv-target',
    title: 'Takes only the port from an SRV record and connects to the address of the name itself',
    see: ['https://github.com/matrix-construct/tuwunel/issues/159'],
    replaces: { srvTarget: (record, deciding) => ({ name: deciding.host, port: record.port }) },
  },
  {
    name: 'ignores-srv-port',
    title: 'Takes only the target from an SRV record and connects to its port 8448',
    replaces: { srvTarget: (record) => ({ name: record.name, port: 8448 }) },
  },
  {
    name: 'srv-target-as-url',
    title: 'Takes an SRV target for a URL where it looks like one, and goes to the host in it',
    replaces: {
      srvTarget: ({ name, port }) => {
        const [, host = name, own] = /^(?:https?:\/\/)?([^:/]+)(?::(\d+))?(?:\/.*)?$/.exec(name) ?? [];
        return { name: host, port: Number(own ?? port) };
      },
    },
  },
  {
    name: 'srv-target-as-authority',
    title: 'Puts the SRV target into Host, SNI and certificate, as if it were delegated to',
    see: [
      'https://github.com/matrix-org/matrix-federation-tester/issues/61',
      'https://github.com/matrix-org/synapse/issues/2525',
      'https://github.com/matrix-construct/tuwunel/pull/480',
    ],
    replaces: {
      authority: (deciding, { name }) => (name === deciding.host ? deciding : takenFor(name)),
    },
  },
];

function searchDomains(): readonly string[] {
  const [, domains = ''] = /^search (.*)$/m.exec(readFileSync('/etc/resolv.conf', 'utf8')) ?? [];
  return domains.split(' ').filter((domain) => domain !== '');
}
