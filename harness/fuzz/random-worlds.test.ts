/** What random worlds are about: no sandbox, nobody is asked. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { keysOf } from '../base/index.ts';
import { FAULTS, FLAWS, RCODES } from '../model/index.ts';
import { checkClauses, compareWithOracle, DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { lintCase, lintFiles } from '../scenario/index.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { type Drawn, draw } from './draw.ts';

const SEED = 1;
const COUNT = 2000;

let lot: readonly Drawn[];
let distribution: Distribution;
let text: string;
// Every one of them is loaded on the way: a mistake in it would be thrown here.
before(() => {
  lot = firstWorlds(SEED, COUNT);
  distribution = distributionOf(lot);
  text = lot.map(({ world }) => JSON.stringify(world.document)).join('\n');
});

function firstWorlds(seed: number, count: number): readonly Drawn[] {
  const worlds = draw(seed, DEFAULT_SPEC_VERSION, new Set());
  return Array.from({ length: count }, () => worlds.next().value);
}

test('nearly every design makes a world, and few of these leave open what is right', () => {
  assert.ok((lot.at(-1)?.number ?? 0) < COUNT * 1.02);
  assert.ok(distribution.open < COUNT / 4, `${distribution.open} of ${COUNT} are open`);
});

test('every step decides many worlds, with a request at its end and without', () => {
  const least: Readonly<Record<string, readonly [reached: number, refused: number]>> = {
    '1': [60, 20],
    '2': [60, 20],
    '3.1': [60, 20],
    '3.2': [60, 20],
    '3.3': [20, 3],
    '3.4': [15, 1],
    '3.5': [20, 8],
    '4': [60, 20],
    '5': [60, 15],
    '6': [60, 20],
    invalid: [0, 60],
  };
  assert.deepEqual(Object.keys(distribution.steps).sort(), Object.keys(least).sort());
  for (const [step, [reached, refused]] of Object.entries(least)) {
    const seen = distribution.steps[step];
    assert.ok(seen && seen.reached >= reached && seen.refused >= refused, `${step}: ${JSON.stringify(seen)}`);
  }
});

test('every clause of the algorithm takes part', () => {
  const wanted = [
    ...['G-2', 'G-4', 'G-10', 'G-11', 'G-12', 'G-15'],
    ...['S1-a', 'S1-b', 'S1-c', 'S1-d', 'S1-e', 'S2-b', 'S2-c', 'S2-d', 'S2-e', 'S2-f', 'S2-h'],
    ...['S3-a', 'S3-c', 'S3-d', 'S3-e', 'S3-g', 'S3-h', 'S3-i', 'S3-l', 'S3-m'],
    ...['S31-a', 'S31-b', 'S31-c', 'S31-d', 'S32-b', 'S32-c', 'S32-d', 'S32-e', 'S32-f'],
    ...['S33-a', 'S33-b', 'S33-c', 'S33-d', 'S34-a', 'S34-b', 'S35-a', 'S35-b', 'S35-c'],
    ...['S4-a', 'S4-b', 'S4-c', 'S4-d', 'S5-a', 'S5-c', 'S6-a', 'S6-b', 'S6-c', 'S6-d'],
    ...['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-7', 'R-8'],
    ...['V-2', 'V-6', 'V-8', 'N-2', 'N-3', 'N-4', 'N-8', 'D-2', 'D-3', 'D-4', 'D-5', 'D-9'],
    ...['T-1', 'T-2', 'T-8', 'T-9', 'T-16', 'T-17'],
  ];
  const missing = wanted.filter((id) => distribution.clauses[id] === undefined);
  assert.deepEqual(missing, []);
});

test('every way to fail is there', () => {
  const words = [
    ...keysOf(FAULTS).map((fault) => `"fault":"${fault}"`),
    ...keysOf(FLAWS).map((flaw) => `"${flaw}":true`),
    ...keysOf(RCODES).map((rcode) => `"rcode":"${rcode}"`),
    ...['"truncate":true', '"close":true', '"gzip":true', '"chunked":true', '"http":"1.0"', '"raw":'],
    ...['"size":', '"drip":', '"location":', '"alpn":', '"requestClientCertificate":', '"cert":"none"'],
    ...['"default":{"fault":', '"key":"rsa"', '"key":"ed25519"', '"ciphers":'],
    ...['"sni":', '"CNAME":', '"AAAA":', ' 8448 ."', '"*":', '_matrix-fed._tcp.fed', '_matrix._tcp.fed'],
  ];
  assert.deepEqual(
    words.filter((word) => !text.includes(word)),
    [],
  );
});

/** What DNS says besides, and what a machine knows better; with the question that it leaves open where it is in the way. */
const BESIDES: readonly (readonly [word: string, question?: string])[] = [
  ['"HTTPS":"1 . port='],
  ['"HTTPS":"0 trap"'],
  ['"HTTPS":"1 trap'],
  ['"HTTPS":"1 . ipv4hint=trap'],
  ['"SVCB":'],
  ['"strays":', 'N-9'],
  ['"edns":false', 'N-10'],
  ['"beside":true', 'N-11'],
  ['"machine":{"secondServer":', 'N-12'],
  ['"machine":{"hosts":', 'N-13'],
];

test('there are odd records, odd answers and machines with settings, and the text settles what comes of some', () => {
  for (const [word, question] of BESIDES) {
    const some = lot.filter(({ world }) => JSON.stringify(world.document).includes(word));
    const settled = some.filter(({ world }) => !world.open);
    assert.ok(settled.length >= 3, `${word} is settled in ${settled.length} of ${some.length}`);
    const left = question === undefined ? 1 : (distribution.questions[question] ?? 0);
    assert.ok(left >= 1, `${question} is left open nowhere`);
  }
});

test('a world for which somebody is started anew is rare', () => {
  const alone = lot.filter(({ world }) => world.case.machine !== undefined);
  assert.ok(alone.length < COUNT / 50, `${alone.length} of ${COUNT}`);
});

test('what makes a client wait is rare', () => {
  const slow = keysOf(FAULTS).filter((fault) => FAULTS[fault].stalls);
  const waits = lot.filter(({ world }) => {
    const text = JSON.stringify(world.document);
    return slow.some((fault) => text.includes(`"fault":"${fault}"`));
  });
  assert.ok(waits.length < COUNT / 50, `${waits.length} of ${COUNT}`);
});

test('each is a scenario as a person should write it', () => {
  const mistakes = lot.flatMap(({ world: { case: c, outcome } }) => [
    ...lintCase(c).map(({ message }) => message),
    ...lintFiles([c]).map(({ message }) => message),
    ...checkClauses(c).map(({ message }) => message),
    ...compareWithOracle(c, outcome).map((difference) => difference.text),
  ]);
  assert.deepEqual(mistakes.slice(0, 5), []);
});

test('no two worlds share an address or a name', () => {
  const addresses = lot.flatMap(({ world }) => world.case.hosts.map(({ ipv4 }) => ipv4));
  assert.equal(new Set(addresses).size, addresses.length);
  assert.equal(new Set(lot.map(({ world }) => world.case.name)).size, lot.length);
});

test('a seed makes the same worlds each time, and fewer are the beginning of more', () => {
  const again = firstWorlds(SEED, 100).map(({ world }) => world.document);
  assert.deepEqual(
    again,
    lot.slice(0, 100).map(({ world }) => world.document),
  );
  const other = firstWorlds(SEED + 1, 100).map(({ world }) => world.document);
  assert.notDeepEqual(other, again);
});
