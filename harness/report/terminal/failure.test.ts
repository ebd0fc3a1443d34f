import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Event } from '../../evidence/index.ts';
import { judge, type Verdict, WELL_KNOWN } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { consultOracle } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { failureLines } from './failure.ts';
import { likenessLines } from './likeness.ts';
import { type Paint, plain } from './paint.ts';

const ID = 'well-known/srv-of-delegate';
const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname, selectors: [ID] });
const [c] = cases;
assert.ok(c);
const outcome = consultOracle(c);
const VERSION = '/_matrix/federation/v1/version';
const NAME = 'srv-of-delegate.well-known.test';

function addressOf(of: Case, label: string): string {
  return of.hosts.find((host) => host.label === label)?.ipv4 ?? '';
}

/** The well-known file read, and then one request. */
function request(host: string, port: number, hostHeader: string): Event[] {
  return [
    ...connection(1, 'origin', 443, NAME, WELL_KNOWN),
    ...connection(2, host, port, hostHeader, VERSION),
  ];
}

function connection(number: number, host: string, port: number, hostHeader: string, path: string): Event[] {
  const place = { at: 1, connection: number, host, port };
  return [
    { kind: 'tcp', n: number * 3 - 2, ...place, address: addressOf(cases[0] as Case, host) },
    { kind: 'tls', n: number * 3 - 1, ...place, sni: hostHeader, alpn: [], hello: '' },
    {
      kind: 'http',
      n: number * 3,
      ...place,
      method: 'GET',
      path,
      hostHeader,
      sni: hostHeader,
      authorization: null,
      userAgent: null,
      version: '1.1',
      status: null,
    },
  ];
}

function verdictOf(of: Case, events: Event[], answer: Answer, can = ['connect'], expected = false): Verdict {
  const trial = { case: of, outcome, about: { can }, events, answer, ended: 'settled', budgetMs: 1 } as const;
  const claim = answer.kind === 'resolved' || answer.kind === 'failed' ? answer : null;
  return { ...judge(trial), id: of.id, implementation: 'x', title: of.title, expected, claim, events, ms: 1 };
}

const reached = { kind: 'resolved', targets: [] } as const;
const failed = { kind: 'failed', message: 'no route\u001b[2J' } as const;

test('a failure is told in one shape', () => {
  const verdict = verdictOf(c, request('srv-of-origin', 8448, `fed.${NAME}`), reached);
  const lines = failureLines(verdict, c, outcome, { paint: plain });
  assert.deepEqual(lines, [
    `FAIL ${ID}  [implied S33-e]  ${c.title}`,
    `  expected  step 3.3 → target:8443 (${addressOf(c, 'target')})  Host fed.${NAME}  SNI the same`,
    `  given     m.server "fed.${NAME}", SRV _matrix-fed._tcp of the delegated name "10 5 8443 hs.${NAME}"`,
    `  saw       http srv-of-origin:8448 (${addressOf(c, 'srv-of-origin')}) GET /_matrix/federation/v1/version  Host fed.${NAME}`,
    '  diverges  at step 3.3: went by SRV of the server name where the delegated name decides',
    '  spec      https://spec.matrix.org/v1.19/server-server-api/#resolving-server-names  3.3',
    `  try       npx signpost shell ${ID} --dig _matrix-fed._tcp.fed.${NAME} SRV`,
  ]);
});

test('what may never be seen is shown, and not the request that is right', () => {
  const pattern = { kind: 'tcp', to: 'origin:443', text: 'tcp origin:443' } as const;
  const of: Case = { ...c, expect: { ...c.expect, never: [pattern] } };
  const verdict = verdictOf(of, request('target', 8443, `fed.${NAME}`), reached);
  assert.equal(verdict.divergence?.kind, 'did-what-is-forbidden');
  const saw = failureLines(verdict, of, outcome, { paint: plain }).filter((line) => line.startsWith('  saw'));
  assert.deepEqual(saw, [`  saw       tcp origin:443 (${addressOf(c, 'origin')})`]);
});

test('what was sent is shown with its address, which records leave out', () => {
  const [ipv4] = loadCases({
    root: new URL('../../../', import.meta.url).pathname,
    selectors: ['ip-literal/dead#refused'],
  }).cases;
  assert.ok(ipv4);
  const verdict = verdictOf(ipv4, request('origin', 8443, addressOf(ipv4, 'origin')), failed);
  const divergence = { kind: 'followed-file-of-address', step: '1', given: 'm.server "{ipv4 origin}:8443"' };
  const told = { ...verdict, divergence } as unknown as Verdict;
  const lines = failureLines(told, ipv4, consultOracle(ipv4), { paint: plain });
  assert.equal(lines[2], `  given     m.server "${addressOf(ipv4, 'origin')}:8443"`);
});

test('by an older version its text is linked, and the steps are numbered as there', () => {
  const [old] = loadCases({
    root: new URL('../../../', import.meta.url).pathname,
    selectors: ['srv/legacy'],
  }).cases;
  assert.ok(old);
  const of = consultOracle(old, 'v1.5');
  const trial = {
    case: old,
    about: { can: ['connect'] },
    events: [],
    ended: 'settled',
    budgetMs: 1,
  } as const;
  const verdict = { ...verdictOf(old, [], failed), ...judge({ ...trial, outcome: of, answer: failed }) };
  const lines = failureLines(verdict, old, of, { paint: plain }, { version: 'v1.5' });
  assert.match(lines.join('\n'), /expected {2}step 4 → /);
  assert.match(lines.join('\n'), /at step 4: /);
  assert.match(lines.join('\n'), /spec.matrix.org\/v1\.5\/server-server-api\/#resolving-server-names {2}4$/m);
});

test('a failure that could be contested names the page on how the text is read', () => {
  const [contested] = loadCases({
    root: new URL('../../../', import.meta.url).pathname,
    selectors: ['srv/failover'],
  }).cases;
  assert.ok(contested);
  const name = '_matrix-fed._tcp.failover.srv.test';
  const dns = { kind: 'dns', n: 1, at: 1, type: 'SRV', transport: 'udp', resolver: '127.0.0.53' } as const;
  const trial = {
    case: contested,
    about: { can: ['connect'] },
    events: [{ ...dns, name, answer: 'NOERROR', truncated: false, records: [] }],
    ended: 'settled',
    budgetMs: 1,
  } as const;
  const of = consultOracle(contested);
  const verdict = { ...verdictOf(c, [], failed), ...judge({ ...trial, outcome: of, answer: failed }) };
  const lines = failureLines(verdict, contested, of, { paint: plain });
  assert.ok(
    lines.includes('  spec      how it is read here: docs/decisions/srv-fail-over.md'),
    lines.join('\n'),
  );
});

test('what it looks like stands behind what went wrong', () => {
  const verdict = verdictOf(c, request('srv-of-origin', 8448, `fed.${NAME}`), reached);
  const likeness = { mutants: ['srv-of-server-name'], shared: [ID, 'x/y'], of: 3 };
  const lines = failureLines(verdict, c, outcome, { paint: plain }, { likeness });
  assert.ok(lines[4]?.endsWith('delegated name decides   (behaves like mutant srv-of-server-name, 2 of 3)'));
  const titles = new Map([['srv-of-server-name', 'Looks elsewhere']]);
  const two = { ...likeness, mutants: ['a', 'b'] };
  assert.deepEqual(likenessLines([likeness, two], titles, plain), [
    '  behaves like mutant srv-of-server-name, 2 of 3: Looks elsewhere',
    '  and besides behaves like mutant a or b, 2 of 3: a; or: b',
  ]);
});

test('a wrong Host is shown by hand with curl at the right place', () => {
  const lines = failureLines(verdictOf(c, request('target', 8443, NAME), reached), c, outcome, {
    paint: plain,
  });
  assert.match(lines[4] ?? '', /put the server name into Host/);
  assert.match(lines[5] ?? '', /also: SNI was .*\[S33-d\]$/);
  const at = addressOf(c, 'target');
  const url = `https://fed.${NAME}/_matrix/federation/v1/version`;
  assert.equal(
    lines.at(-1),
    `  try       npx signpost shell ${ID} -- curl -sSv -m 10 --connect-to ::${at}:8443 ${url}`,
  );
});

test('where no request came, what was said and seen is told, made safe', () => {
  const saw = failureLines(verdictOf(c, [], failed), c, outcome, { paint: plain }).filter((l) =>
    /^ {2}saw/.test(l),
  );
  assert.deepEqual(saw, [
    '  saw       it said that it failed: no route\\u{1b}[2J',
    '  saw       nothing on the wire',
  ]);
  const target = { address: addressOf(c, 'origin'), port: 8448, host: NAME };
  const claims = verdictOf(c, [], { kind: 'resolved', targets: [target] }, ['claim']);
  const told = failureLines(claims, c, outcome, { paint: plain });
  assert.equal(told[3], `  saw       claim ${target.address}:8448  Host ${NAME}`);
  assert.match(told[4] ?? '', /used port 8448 of the server name where the delegated name decides/);
});

test('an address is told of the family that was used', () => {
  const there = request('target', 8443, NAME).map((event) =>
    event.kind === 'tcp' ? { ...event, address: ipv6Of(event.host) } : event,
  );
  const lines = failureLines(verdictOf(c, there, reached), c, outcome, { paint: plain });
  assert.ok(lines[1]?.includes(`target:8443 (${ipv6Of('target')})`), lines[1]);
  assert.ok(lines.at(-1)?.includes(`::[${ipv6Of('target')}]:8443`), lines.at(-1));
});

const ipv6Of = (label: string): string => c.hosts.find((host) => host.label === label)?.ipv6 ?? '';

test('colour goes around words and changes none', () => {
  const mark = (text: string) => `<${text}>`;
  const paint: Paint = { good: mark, bad: mark, odd: mark, faint: mark, strong: mark };
  const verdict = verdictOf(c, request('srv-of-origin', 8448, `fed.${NAME}`), reached);
  const painted = failureLines(verdict, c, outcome, { paint });
  assert.ok(painted[0]?.startsWith(`<FAIL> <${ID}>`));
  const bare = painted.map((line) => line.replace(/[<>]/g, ''));
  assert.deepEqual(bare, failureLines(verdict, c, outcome, { paint: plain }));
});

test('everything but a failure takes two lines', () => {
  const skip = verdictOf(c, [], { kind: 'skip', why: 'its parser refuses the name' }, ['connect'], true);
  assert.deepEqual(failureLines(skip, c, outcome, { paint: plain }), [
    `SKIP ${ID}  ${c.title}`,
    '  because   its parser refuses the name',
  ]);
  const error = verdictOf(c, [], { kind: 'error', code: 'child-died', message: 'the child died' });
  assert.deepEqual(failureLines(error, c, outcome, { paint: plain }).slice(1), [
    '  because   the child died (child-died)',
  ]);
  const better = verdictOf(c, request('target', 8443, `fed.${NAME}`), reached);
  assert.deepEqual(failureLines(better, c, outcome, { paint: plain }), [
    `PASS ${ID}  ${c.title}`,
    '  unexpected  the baseline expects another status: correct its line, or remove it',
  ]);
});
