import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import { test } from 'node:test';
import { parseServerName } from '../model/index.ts';
import { discover } from './discover.ts';
import { DiscoveryFailure } from './failure.ts';
import { OpenAttempt } from './open-attempt.ts';
import type { Parts } from './parts.ts';
import { specParts } from './spec-parts.ts';
import type { SrvChoice } from './srv-order.ts';
import { wellKnownUrl } from './well-known.ts';

interface Small {
  readonly asked: string;
  /** The `m.server` that is served; without it the well-known file fails. */
  readonly delegated?: string;
  /** Owner name → target:port. */
  readonly srv?: Readonly<Record<string, string>>;
}

/** The only two parts that would leave the machine, answered from a table. */
function parts({ delegated, srv = {} }: Small): Parts {
  return {
    ...specParts,
    fetchWellKnown: async (_errand, asked) => {
      const from = wellKnownUrl(asked);
      const name = parseServerName(delegated ?? '');
      return name.ok
        ? { kind: 'delegated', name, from }
        : { kind: 'invalid', why: 'status 404', status: 404, from };
    },
    lookupSrv: async (_errand, owner) => {
      const [name, port] = srv[owner]?.split(':') ?? [];
      return name === undefined ? [] : [{ name, port: Number(port), priority: 1, weight: 1 }];
    },
  };
}

async function route(small: Small, replaced: Partial<Parts> = {}): Promise<string> {
  using attempt = new OpenAttempt({ ...parts(small), ...replaced }, new Resolver());
  const { deciding, targets } = await discover(attempt, small.asked);
  return `${targets.map(({ name, address, port }) => `${address ?? name} ${port}`).join(', ')} for ${deciding.text}`;
}

const decoys = { 'sn.test': 'trap.test:1', 'dh.test': 'tg.test:8449' };

const STEPS: [step: string, small: Small, route: string][] = [
  ['1', { asked: '1.2.3.4', delegated: 'dh.test', srv: decoys }, '1.2.3.4 8448 for 1.2.3.4'],
  ['1', { asked: '[::1]:443', delegated: 'dh.test' }, '::1 443 for [::1]:443'],
  ['2', { asked: 'sn.test:8448', delegated: 'dh.test', srv: decoys }, 'sn.test 8448 for sn.test:8448'],
  ['2', { asked: 'sn.test:0', delegated: 'dh.test' }, 'sn.test 0 for sn.test:0'],
  ['3.1', { asked: 'sn.test', delegated: '1.2.3.4', srv: decoys }, '1.2.3.4 8448 for 1.2.3.4'],
  ['3.1', { asked: 'sn.test', delegated: '[::1]:1', srv: decoys }, '::1 1 for [::1]:1'],
  ['3.2', { asked: 'sn.test', delegated: 'dh.test:443', srv: decoys }, 'dh.test 443 for dh.test:443'],
  ['3.3', { asked: 'sn.test', delegated: 'dh.test', srv: decoys }, 'tg.test 8449 for dh.test'],
  [
    '3.5',
    { asked: 'sn.test', delegated: 'dh.test', srv: { 'sn.test': 'trap.test:1' } },
    'dh.test 8448 for dh.test',
  ],
  ['4', { asked: 'sn.test', srv: { 'sn.test': 'tg.test:443' } }, 'tg.test 443 for sn.test'],
  ['6', { asked: 'sn.test' }, 'sn.test 8448 for sn.test'],
];

test('each step leads where it should', async () => {
  for (const [step, small, expected] of STEPS) assert.equal(await route(small), expected, `step ${step}`);
});

test('an invalid name ends the discovery before anything is asked', async () => {
  const forbidden = async (): Promise<never> => assert.fail('asked for');
  for (const asked of ['', 'https://sn.test', 'sn.test:', '::1', 'sn_x.test', '[::1']) {
    const replaced = { fetchWellKnown: forbidden, lookupSrv: forbidden };
    await assert.rejects(route({ asked }, replaced), DiscoveryFailure, asked);
  }
});

test('an SRV record whose only target is the root means that there is no service', async () => {
  for (const root of ['', '.']) {
    const records: SrvChoice[] = [{ name: root, port: 0, priority: 0, weight: 0 }];
    await assert.rejects(
      route({ asked: 'sn.test' }, { lookupSrv: async () => records }),
      /only target is the root/,
    );
  }
});

test('the deprecated service is asked second, and only where the current one was not found', async () => {
  const asked: string[] = [];
  const dns = new Resolver();
  dns.resolveSrv = async (name) => {
    asked.push(name);
    if (name.startsWith('_matrix-fed.') && !name.endsWith('both.test')) {
      throw Object.assign(new Error(), { code: name.endsWith('broken.test') ? 'ESERVFAIL' : 'ENOTFOUND' });
    }
    return [{ name: 'tg.test', port: 1, priority: 1, weight: 1 }];
  };
  using attempt = new OpenAttempt(specParts, dns);
  await specParts.lookupSrv(attempt, 'both.test');
  await specParts.lookupSrv(attempt, 'old.test');
  await assert.rejects(specParts.lookupSrv(attempt, 'broken.test'), DiscoveryFailure);
  assert.deepEqual(asked, [
    '_matrix-fed._tcp.both.test',
    '_matrix-fed._tcp.old.test',
    '_matrix._tcp.old.test',
    '_matrix-fed._tcp.broken.test',
  ]);
});
