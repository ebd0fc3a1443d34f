import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lintCase } from './lint/lint.ts';
import { caseOf, problemsOf, scenario, scratchLibrary } from './testing/scratch-library.ts';

const listener = (changes: object) =>
  scenario({ hosts: { origin: { '8448': { cert: '@', homeserver: true, ...changes } } } });
const records = (more: object) => scenario({ dns: { '@': { A: 'origin' }, ...more } });
const route = (answer: object) => listener({ routes: { '/x': answer } });
const text = (file: object) => JSON.stringify(file, null, 2);
const withTitle = (title: string) => text(scenario()).replace(/"title": "[^"]*"/, `"title": "${title}"`);

/** 253 octets with `.case.x.test` at its end. */
const LONGEST = [61, 61, 61, 55].map((length) => 'n'.repeat(length)).join('.');

const REFUSED: readonly [what: string, file: unknown, problem: string | RegExp][] = [
  [
    'a Cyrillic o in a key',
    scenario({ hоsts: {} }),
    /^\d+:\d+: unknown key "hоsts" \(with U\+043E\); did you mean "hosts"\?$/,
  ],
  [
    'a key of Cyrillic letters only',
    scenario({ ѕее: [] }),
    /^\d+:\d+: unknown key "ѕее" \(with U\+0455 U\+0435\); did you mean "see"\?$/,
  ],
  [
    'a key in full-width letters',
    scenario({ ｄｎｓ: {} }),
    /^\d+:\d+: unknown key "ｄｎｓ" \(with U\+FF44 U\+FF4E U\+FF53\); did you mean "dns"\?$/,
  ],
  [
    'a key with a space that nobody sees',
    scenario({ 'dns\u200b': {} }),
    /^\d+:\d+: unknown key "dns\\u\{200b\}" \(with U\+200B\); did you mean "dns"\?$/,
  ],
  [
    'a Cyrillic letter in a host label',
    records({ fed: { A: 'оrigin' } }),
    /^\d+:\d+: no host "оrigin" \(with U\+043E\) in "hosts"; did you mean "origin"\?$/,
  ],
  [
    'a Cyrillic letter in a fault',
    listener({ fault: 'сlose' }),
    /^\d+:\d+: "сlose" \(with U\+0441\) is not known here; did you mean "close"\?$/,
  ],
  [
    'an emoji in a name',
    records({ '🦆': {} }),
    /^\d+:\d+: DNS cannot carry "🦆" \(with U\+1F986\): "🦆" cannot be in a name; /,
  ],
  [
    'a key that steers a terminal',
    scenario({ '\u001b[2J': 1 }),
    /^\d+:\d+: unknown key "\\u\{1b\}\[2J" \(with U\+001B\); known here: /,
  ],
  [
    'a title that steers a terminal',
    scenario({ title: '\u001b[2J' }),
    /^2:12: a title has no control characters$/,
  ],
  [
    'a note that steers a terminal',
    scenario({ note: '\u001b[2J' }),
    /^\d+:\d+: a note has no control characters but line breaks and tabs$/,
  ],
  [
    'half a character in a value',
    withTitle('\\ud800'),
    /^2:12: \\ud800 is half a character; write both halves/,
  ],
  [
    'half a character in a key',
    text(scenario()).replace('"title"', '"\\udc00"'),
    /^2:3: \\udc00 is half a character/,
  ],
  ['NUL', withTitle('a\u0000b'), /^2:\d+: a control character must be escaped$/],
  ['a line break in a string', withTitle('a\nb'), /^2:12: a string ends without its closing quote$/],
  ['NUL as an escape', withTitle('a\\u0000b'), /^2:12: a title has no control characters$/],
  ['two keys alike', '{ "title": "a",\r\n "title": "b" }', /^2:2: the key "title" is here twice; /],
  [
    '__proto__ as a key',
    text(scenario()).replace('"title"', '"__proto__"'),
    /^2:3: the key "__proto__" means nothing here/,
  ],
  [
    '__proto__ in a variant',
    text(scenario({ vary: [{ id: 'a' }] })).replace('"id": "a"', '"id": "a", "__proto__": { "title": "b" }'),
    /^\d+:\d+: the key "__proto__" means nothing here/,
  ],
  [
    'constructor as a key',
    scenario({ constructor: {} }),
    /^\d+:\d+: unknown key "constructor"; known here: /,
  ],
  [
    'constructor as a placeholder',
    scenario({ server: '{constructor fed}' }),
    /^\d+:\d+: \{constructor fed\} is no placeholder; /,
  ],
  [
    'toString as a record type',
    records({ fed: { toString: 'x' } }),
    /^\d+:\d+: unknown key "toString"; known here: A AAAA CNAME SRV TXT HTTPS SVCB$/,
  ],
  [
    'constructor as a kind of event',
    scenario({ expect: { refuse: true, saw: ['constructor x'] } }),
    /an event is dns, syn, tcp, tls or http/,
  ],
  [
    'a name of 254 octets',
    records({ [`${LONGEST}n`]: {} }),
    /^\d+:\d+: DNS cannot carry "n{61}\.n{18}…": it has 254 octets, at most 253 fit$/,
  ],
  [
    'a key of a million letters',
    scenario({ ['k'.repeat(1_000_000)]: 1 }),
    /^\d+:\d+: unknown key "k{80}…"; known here: /,
  ],
  [
    'an SRV record of a million fields',
    records({ x: { SRV: '1 '.repeat(1_000_000) } }),
    /an SRV record has four fields, this is "[1 ]{80}…"; /,
  ],
  [
    'a delay of a year',
    records({ x: { A: { delay: 31_536_000_000 } } }),
    /^\d+:\d+: "delay" must be at most 3600000$/,
  ],
  [
    'a thousand connections',
    scenario({ expect: { connect: Array(1000).fill({ to: 'origin:8448', host: '{@}', cert: '{@}' }) } }),
    /^\d+:\d+: at most 100 connections$/,
  ],
];

for (const [what, file, problem] of REFUSED) {
  test(`${what} is an error at its place`, () => {
    const [first = 'nothing was said', ...more] = problemsOf(file);
    const all = [first, ...more];
    const said = all.find((each) => (typeof problem === 'string' ? each === problem : problem.test(each)));
    assert.ok(said, all.join('\n').slice(0, 2000));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal.
    assert.doesNotMatch(all.join(''), /[\x00-\x1f\x7f-\x9f]/);
  });
}

const TAKEN: readonly [what: string, file: unknown][] = [
  ['a byte order mark', `\ufeff${text(scenario())}`],
  ['lines that end as on Windows', text(scenario()).replaceAll('\n', '\r\n')],
  ['a file that is one line', JSON.stringify(scenario())],
  [
    'a name of 253 octets',
    records({ [LONGEST]: { A: 'origin' }, x: { CNAME: LONGEST }, y: { SRV: `1 1 1 ${LONGEST}` } }),
  ],
  [
    'names that every object has',
    records({ constructor: { A: 'origin' }, tostring: {}, hasownproperty: {} }),
  ],
  ['a route that redirects to itself', route({ location: '/x' })],
  [
    'a cycle of aliases',
    records({ a: { CNAME: 'b' }, b: { CNAME: 'c' }, c: { CNAME: 'a' }, d: { CNAME: 'd' } }),
  ],
  ['a body of ten million octets', route({ body: 'x'.repeat(10_000_000) })],
  ['a body of a million braces', route({ body: '{ipv4 '.repeat(1_000_000) })],
  ['a body of JSON that is nested 90 deep', route({ json: nested(90) })],
  ['a note of ten million octets', scenario({ note: 'x'.repeat(10_000_000) })],
  [
    'ten thousand names',
    records(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`n${i}`, { A: 'origin' }]))),
  ],
];

for (const [what, file] of TAKEN) {
  test(`${what} is taken`, () => assert.deepEqual(problemsOf(file), []));
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

test('a body that is nested deeper than files may be is an error, not a crash', () => {
  assert.deepEqual(problemsOf(route({ json: nested(1000) })), [
    '1:1: brackets are nested too deeply to be read',
  ]);
});

test('of 100,000 mistakes the first hundred are told, and how many more there are', () => {
  const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
  const found = problemsOf(scenario(keys));
  assert.equal(found.length, 101);
  assert.match(found[100] ?? '', /: and 99900 more mistakes here; correct those above first$/);
});

for (const [what, file] of [
  ['undeclared hosts', records({ x: { A: Array(200_000).fill('orgin') } })],
  ['commas', `{"a":${','.repeat(200_000)}`],
  ['keys that are there already', `{${Array(50_000).fill('"a": 1').join(',')}}`],
  ['unknown keys in routes', listener({ routes: manyRoutes(5_000) })],
] as const) {
  test(`many ${what} are told in part`, () => {
    const found = problemsOf(file);
    assert.ok(found.length > 100 && found.length < 200, String(found.length));
  });
}

function manyRoutes(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`/r${index}`, { stats: 200 }]));
}

test('1,000 variants, each with its mistake where it is written', () => {
  const vary = Array.from({ length: 1000 }, (_, index) => ({ id: `v${index}`, level: 'x' }));
  const found = problemsOf(JSON.stringify(scenario({ vary })).replaceAll('{"id"', '\n{"id"'));
  assert.equal(found.length, 1000);
  assert.match(found[999] ?? '', /^1001:22: "x" is not known here; /);
});

test('1,000 variants load and have nothing for the lint', () => {
  const vary = Array.from({ length: 1000 }, (_, index) => ({ id: `v${index}` }));
  using library = scratchLibrary({ 'x/case.json': scenario({ vary }) });
  const { cases, problems } = library.load();
  assert.deepEqual(problems, []);
  assert.deepEqual(cases.flatMap(lintCase), []);
  assert.equal(cases.length, 1000);
});

test('more variants are refused, by one mistake that names the limit', () => {
  const vary = Array.from({ length: 10_000 }, (_, index) => ({ id: `v${index}` }));
  assert.deepEqual(problemsOf(JSON.stringify(scenario({ vary })).replace('"vary"', '\n"vary"')), [
    '2:1: "vary" has 10000 variants, and a file may have 1000; split it into several files',
  ]);
});

for (const [what, bytes] of [
  ['UTF-16', Buffer.from(`\ufeff${text(scenario())}`, 'utf16le')],
  ['Latin 1', Buffer.from(text(scenario({ title: 'é' })), 'latin1')],
  ['half a character in raw bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
] as const) {
  test(`a file in ${what} is refused by its name`, () => {
    using library = scratchLibrary({ 'x/case.json': '' });
    writeFileSync(path.join(library.root, 'scenarios/x/case.json'), bytes);
    const messages = library.load().problems.map(({ message }) => message);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /case\.json is not UTF-8; save it as UTF-8$/);
  });
}

test('a name that every object has is a name like any other', () => {
  const sni = { default: '@', sni: { constructor: 'fed' } };
  const c = caseOf({ hosts: { origin: { '8448': { cert: sni, homeserver: true } } } });
  const cert = c.hosts[0]?.listeners[0]?.cert;
  assert.deepEqual(cert?.kind === 'sni' && Object.keys(cert.byName), ['constructor.case.x.test']);
});
