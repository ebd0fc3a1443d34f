import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Surroundings, whyNotOurs } from './guard.ts';

const HEAD = 'Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes    packets\n';
const ROUTES = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n';
const ZERO = '0'.repeat(32);
const ours: Surroundings = {
  devices: `${HEAD}    lo: 0 0\n   bh0: 0 0\n   bh1: 0 0\n`,
  ipv4Routes: ROUTES,
  ipv6Routes: `${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo\n${ZERO} 00 ${ZERO} 00 ${ZERO} 00000400 00000001 00000000 00000001      bh0\n`,
  loopbackAddresses: ['127.0.0.1', '20.0.0.1', '::1'],
};

const table: readonly { what: string; around: Surroundings; problem: string | undefined }[] = [
  { what: 'our own namespace', around: ours, problem: undefined },
  {
    what: 'a machine with a network card',
    around: { ...ours, devices: `${ours.devices}  eth0: 1 2\n` },
    problem: 'it has the network interface eth0',
  },
  {
    what: 'a default route for IPv4',
    around: { ...ours, ipv4Routes: `${ROUTES}bh0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n` },
    problem: 'it has a default route for IPv4',
  },
  {
    what: 'a route that is not the default',
    around: { ...ours, ipv4Routes: `${ROUTES}lo\t00000014\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n` },
    problem: undefined,
  },
  {
    what: 'a default route for IPv6',
    around: {
      ...ours,
      ipv6Routes: `${ZERO} 00 ${ZERO} 00 fe80${'0'.repeat(28)} 400 1 0 3     eth0\n`,
    },
    problem: 'it has a default route for IPv6',
  },
  {
    what: 'an empty namespace that somebody else made',
    around: { ...ours, loopbackAddresses: ['127.0.0.1'] },
    problem: 'the address 20.0.0.1 is not on lo',
  },
];

for (const { what, around, problem } of table) {
  test(`the guard and ${what}`, () => assert.equal(whyNotOurs(around), problem));
}
