import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, caseOfRound, type Facts, factsOfCase } from '../../model/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { delegatesTo, type Sketch, serving, sketch } from '../testing/worlds.ts';
import { consult, needsOf, outcomesOf } from './consult.ts';
import type { Consultation, MissingFact } from './consultation.ts';
import type { Decision } from './decision.ts';
import { consultOracle } from './oracle.ts';
import type { Outcome } from './outcome.ts';

const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname });
const questions = cases.flatMap((c) =>
  c.rounds ? c.rounds.flatMap(({ resolve }, i) => resolve.map((name) => caseOfRound(c, i, name))) : [c],
);

interface Hidden {
  readonly lookUp?: (...of: Parameters<Facts['lookUp']>) => boolean;
  readonly connect?: (...of: Parameters<Facts['connect']>) => boolean;
  readonly get?: (...of: Parameters<Facts['get']>) => boolean;
}

function hiding(c: Case, hidden: Hidden): Facts {
  const facts = factsOfCase(c);
  return {
    lookUp: (...of) => (hidden.lookUp?.(...of) ? undefined : facts.lookUp(...of)),
    connect: (...of) => (hidden.connect?.(...of) ? undefined : facts.connect(...of)),
    get: (...of) => (hidden.get?.(...of) ? undefined : facts.get(...of)),
  };
}

const isOpenEnded = (consultation: Consultation): boolean =>
  consultation.kind === 'open'
    ? consultation.ways.some(({ leadsTo }) => isOpenEnded(leadsTo))
    : consultation.kind === 'beyond';

/** What others see of an outcome, whatever the places are called. */
const effect = ({ step, connect }: Outcome) =>
  JSON.stringify([step, connect.map(({ host, sni, cert }) => [host, sni, cert])]);

test('where everything is known, there is one outcome', () => {
  for (const c of questions) {
    const consultation = consult(factsOfCase(c), c.server, 'v1.19');
    assert.deepEqual(consultation, { kind: 'settled', outcome: consultOracle(c, 'v1.19') }, c.id);
  }
});

test('what is told of the way to the file counts there, and nowhere else', () => {
  for (const c of questions) {
    const facts = { ...hiding(c, { connect: yes, get: yes }), onWayToFile: factsOfCase(c) };
    const consultation = consult(facts, c.server, 'v1.19');
    const onTheWay = (trace: readonly Decision[]) => trace.filter(({ step }) => step === '3');
    const truth = onTheWay(consultOracle(c, 'v1.19').trace);
    if (consultation.kind === 'settled') {
      assert.equal(consultation.outcome.answer, 'failed', c.id);
      assert.deepEqual(onTheWay(consultation.outcome.trace), truth, c.id);
    } else {
      assert.ok(consultation.kind === 'open' && consultation.gap.kind === 'connection', c.id);
      assert.deepEqual(onTheWay(consultation.trace), truth, c.id);
    }
  }
});

/** What came next stood in what was found. */
const leadsOn = (decision: Decision) =>
  decision.kind === 'delegated' ||
  decision.kind === 'redirect' ||
  (decision.kind === 'dns' && decision.answer.kind === 'found');

const yes = () => true;
const isAddress = (_: string, type: string) => type !== 'SRV';

/** What is hidden, and whether what comes next may stand in it. */
const HIDDEN: readonly [what: string, hidden: Hidden, openEnded: boolean][] = [
  ['what is at port 8448', { connect: ({ port }) => port === 8448 }, false],
  ['one address in two', { connect: ({ address }) => /[02468a-f]$/.test(address) }, true],
  ['all connections', { connect: yes }, true],
  ['the addresses of names', { lookUp: isAddress }, true],
  ['IPv6 addresses', { lookUp: (_, type) => type === 'AAAA' }, true],
  ['SRV records', { lookUp: (_, type) => type === 'SRV' }, true],
  ['what a web server answers', { get: yes }, true],
  ['everything', { lookUp: yes, connect: yes, get: yes }, true],
];

for (const [what, hidden, openEnded] of HIDDEN) {
  test(`nobody knows ${what}: what really comes of a case of the library is among what is possible`, () => {
    for (const c of questions) {
      const truth = consultOracle(c, 'v1.19');
      const consultation = consult(hiding(c, hidden), c.server, 'v1.19');
      if (outcomesOf(consultation).map(effect).includes(effect(truth))) continue;
      assert.ok(openEnded && isOpenEnded(consultation) && truth.trace.some(leadsOn), c.id);
    }
  });
}

const alive = { cert: ['@', 'fed'] };
const WORLD: Sketch = {
  dns: { '@': { A: 'a' }, fed: { A: 'fed' }, hs: { A: ['fed', 'a'] } },
  hosts: { a: { 443: serving({ status: 404 }), 8448: alive }, fed: { 8448: alive, 8449: alive } },
};
const withSrv = (...records: string[]): Sketch => ({
  ...WORLD,
  dns: { ...WORLD.dns, '_matrix-fed._tcp': { SRV: records } },
});
const delegated: Sketch = {
  ...WORLD,
  hosts: { ...WORLD.hosts, a: { 443: serving(delegatesTo('{fed}')) } },
};

const needText = (need: MissingFact): string => {
  if (need.kind === 'dns') return `${need.types.join('+')} ${need.name.replace('.sn.family.test', '')}`;
  if (need.kind === 'http') return need.url.replace('.well-known/matrix/server', '…');
  const { address, port, sni } = need.endpoint;
  return `${address}:${port} ${sni?.replace('.sn.family.test', '')}`;
};

/** `file(needs){no-file: 6 …; file: ?}`. */
function inShort(consultation: Consultation): string {
  switch (consultation.kind) {
    case 'settled': {
      const { step, connect, clauses } = consultation.outcome;
      return `${step} ${connect.map(({ to }) => to.join('|')).join() || clauses.to}`.replaceAll(
        '.sn.family.test',
        '',
      );
    }
    case 'open': {
      const { gap, ways } = consultation;
      const all = ways.map(({ supposing, leadsTo }) => `${supposing}: ${inShort(leadsTo)}`);
      return `${gap.kind}(${gap.needs.map(needText).join(', ')}){${all.join('; ')}}`;
    }
    case 'beyond':
      return consultation.why;
    default:
      return consultation satisfies never;
  }
}

const at = (port: number) => ({ connect: (to: { readonly port: number }) => to.port === port });

const ROWS: readonly [what: string, world: Sketch, hidden: Hidden, short: string][] = [
  [
    'a connection',
    { server: '@:8448', ...WORLD },
    at(8448),
    'connection(20.1.0.1:8448 sn.family.test){reached: 2 20.1.0.1:8448; uncertified: 2 S2-e; unreached: 2 D-2}',
  ],
  [
    'two addresses go one way together',
    withSrv('10 1 8449 hs'),
    at(8449),
    'connection(20.1.0.2:8449 sn.family.test, 20.1.0.1:8449 sn.family.test){reached: 4 20.1.0.2:8449|20.1.0.1:8449; uncertified: 4 S4-c; unreached: 4 D-5}',
  ],
  [
    'equal targets, too',
    withSrv('10 1 8449 hs', '10 1 8448 fed'),
    { lookUp: (name) => name.startsWith('hs.'), ...at(8448) },
    'connection(AAAA+A hs, 20.1.0.2:8448 sn.family.test){reached: 4 hs:8449|20.1.0.2:8448; uncertified: 4 S4-c; unreached: 4 D-5}',
  ],
  [
    'the next target is tried after one that cannot be connected to',
    withSrv('10 1 8449 fed', '20 1 8448 fed'),
    at(8449),
    'connection(20.1.0.2:8449 sn.family.test){reached: 4 20.1.0.2:8449; uncertified: 4 S4-c; unreached: 4 fed:8448}',
  ],
  [
    'the file: first its connection, then its answer',
    WORLD,
    at(443),
    'file(20.1.0.1:443 sn.family.test){no-file: 6 a:8448; file: content}',
  ],
  ['the answer', WORLD, { get: yes }, 'file(https://sn.family.test/…){no-file: 6 a:8448; file: content}'],
  [
    'the services of a delegated name',
    delegated,
    { lookUp: (_, type) => type === 'SRV' },
    'service(SRV _matrix-fed._tcp.fed){no-service: service(SRV _matrix._tcp.fed){no-service: 3.5 fed:8448; failure: 3.4 V-3; service: content}; failure: 3.3 V-3; service: content}',
  ],
  [
    'an alias that leads away',
    { ...WORLD, server: '@:8448', dns: { '@': { CNAME: 'cdn' } } },
    { lookUp: (name) => name.startsWith('cdn.') },
    'connection(AAAA+A cdn){reached: 2 sn.family.test:8448; uncertified: 2 S2-e; unreached: 2 D-2}',
  ],
  [
    'one family of addresses, beside one that is known',
    { ...WORLD, server: '@:8448' },
    { lookUp: (_, type) => type === 'AAAA' },
    'connection(AAAA sn.family.test){reached: 2 sn.family.test:8448|a:8448; uncertified: 2 a:8448; unreached: 2 a:8448}',
  ],
  ['a port that does not exist', { ...WORLD, server: '@:0' }, { connect: yes }, '2 D-2'],
  [
    'what nobody asks for',
    withSrv('10 1 8449 fed'),
    { lookUp: (name) => name.startsWith('_matrix._tcp') },
    '4 fed:8449',
  ],
];

for (const [what, world, hidden, short] of ROWS) {
  test(`not known: ${what}`, () => {
    const c = sketch(world);
    assert.equal(inShort(consult(hiding(c, hidden), c.server, 'v1.19')), short);
  });
}

test('what is certain is told up to the gap', () => {
  const c = sketch(delegated);
  const consultation = consult(hiding(c, { lookUp: (_, type) => type === 'SRV' }), c.server);
  assert.equal(consultation.kind, 'open');
  if (consultation.kind !== 'open') return;
  assert.deepEqual(
    consultation.trace.map(({ kind }) => kind),
    ['name', 'http', 'delegated'],
  );
});

test('facts that are missing in several ways are needed once', () => {
  const c = sketch(withSrv('10 1 8449 hs', '20 1 8449 hs', '30 1 8449 fed'));
  const needs = needsOf(consult(hiding(c, at(8449)), c.server)).map(needText);
  assert.deepEqual(needs, ['20.1.0.2:8449 sn.family.test', '20.1.0.1:8449 sn.family.test']);
});

test('so much can be missing that the end is left out', () => {
  const records = Array.from({ length: 100 }, (_, i) => `${i} 1 8449 t${i}`);
  const c = sketch(withSrv(...records));
  const consultation = consult(hiding(c, { lookUp: (name) => /^t\d/.test(name) }), c.server);
  assert.equal(outcomesOf(consultation).length, 2 * 32);
  assert.ok(inShort(consultation).includes('unreached: limit'));
});
