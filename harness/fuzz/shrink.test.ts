import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SPEC_VERSION, decisionText } from '../oracle/index.ts';
import { type Drawn, draw } from './draw.ts';
import { type RandomWorld, worldOf } from './random-world.ts';
import { type Shrinking, type Specimen, shrink } from './shrink.ts';

const LIMITS = { batch: 16, worlds: 3000, ms: 120_000 };
const FINDING = { key: 'it', text: 'it is there' };

/** The first world of a seed that shows something, and whoever sees it there. */
function huntFor(shows: (world: RandomWorld) => boolean, seed = 5) {
  let last = 0;
  const taken = new Set<number>();
  const batches: number[] = [];
  const shrinking: Shrinking = {
    make: ({ design }) =>
      worldOf(design, { id: `test/world-${++last}`, version: DEFAULT_SPEC_VERSION, taken }),
    look: async (worlds) => {
      batches.push(worlds.length);
      return worlds.map((world) => (shows(world) ? FINDING : undefined));
    },
    limits: LIMITS,
  };
  const { value, world } = first(seed, ({ world: each }) => !each.open && shows(each));
  const start: Specimen = { value, world, finding: FINDING };
  return { start, shrinking, batches };
}

function first(seed: number, fits: (drawn: Drawn) => boolean): Drawn {
  for (const drawn of draw(seed, DEFAULT_SPEC_VERSION, new Set())) if (fits(drawn)) return drawn;
  throw new RangeError('a seed has no end');
}

const PLAINEST: readonly (readonly [
  what: string,
  (world: RandomWorld) => boolean,
  hosts: unknown,
  seed?: number,
])[] = [
  [
    'a request at port 8448 of the server itself',
    ({ outcome }) => outcome.step === '6' && outcome.connect.length > 0,
    { origin: { '8448': { cert: '@', homeserver: true } } },
  ],
  [
    'an expired certificate that decides something at step 2',
    ({ outcome }) =>
      outcome.step === '2' && outcome.trace.some((decision) => /it has expired/.test(decisionText(decision))),
    { origin: { '8448': { cert: { names: '@', expired: true }, homeserver: true } } },
    // Such a world is one of a thousand: here is one among the first.
    220,
  ],
  [
    'a record under the server name',
    ({ outcome }) => outcome.step === '4' && outcome.connect.length > 0,
    {
      origin: { '8448': { cert: '@', homeserver: true } },
      srv: { '8449': { cert: '@', homeserver: true } },
    },
  ],
];

for (const [what, shows, hosts, seed] of PLAINEST) {
  test(`the plainest world: ${what}`, async () => {
    const { start, shrinking } = huntFor(shows, seed);
    const { world } = (await shrink(start, shrinking)) ?? {};
    assert.deepEqual(world?.document.hosts, hosts);
    assert.ok(world && shows(world) && !world.open);
  });
}

test('worlds are looked at in batches, and no more of them than the limit says', async () => {
  const { start, shrinking, batches } = huntFor(({ outcome }) => outcome.step === '3.3');
  const limits = { ...LIMITS, worlds: 40 };
  assert.ok(await shrink(start, { ...shrinking, limits }));
  const [confirmation, ...tried] = batches;
  assert.equal(confirmation, 1);
  assert.ok(tried.every((size) => size <= 16));
  assert.ok(tried.reduce((sum, size) => sum + size, 0) <= 40);
});

test('what does not show a second time is nobody’s', async () => {
  const { start, shrinking } = huntFor(({ outcome }) => outcome.step === '4');
  const result = await shrink(start, { ...shrinking, look: async (worlds) => worlds.map(() => undefined) });
  assert.equal(result, undefined);
});

test('something else that is wrong is not what was looked for', async () => {
  const { start, shrinking } = huntFor(({ outcome }) => outcome.step === '4');
  const look: Shrinking['look'] = async (worlds) =>
    worlds.map(({ outcome }) => (outcome.step === '4' ? FINDING : { key: 'other', text: 'another thing' }));
  const result = await shrink(start, { ...shrinking, look });
  assert.equal(result?.world.outcome.step, '4');
});
