import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf, scenario } from './testing/scratch-library.ts';

const dns = (records: unknown) => scenario({ dns: { '@': { A: 'origin' }, ...(records as object) } });
const listener = (changes: unknown) =>
  scenario({ hosts: { origin: { '8448': { cert: '@', homeserver: true, ...(changes as object) } } } });
const answer = (answer: unknown) => listener({ routes: { '/x': answer } });
const expecting = (changes: unknown) =>
  scenario({
    expect: { connect: [{ to: 'origin:8448', host: '{@}', cert: '{@}' }], ...(changes as object) },
  });
const label = 'a'.repeat(64);

const ROWS: readonly [what: string, file: unknown, ...problems: (string | RegExp)[]][] = [
  ['a list', '[]', 'a scenario must be an object, this is a list'],
  [
    'nothing',
    '{}',
    'the key "title" is missing',
    'the key "clauses" is missing',
    'the key "expect" is missing',
  ],
  ['an unknown key', scenario({ host: {} }), 'unknown key "host"; did you mean "hosts"?'],
  [
    'several unknown keys',
    scenario({ titel: 'x', refuse: true }),
    'unknown key "titel"; did you mean "title"?',
    'unknown key "refuse"; known here: $schema title clauses level since until needs tags note see server dns hosts machine request expect tolerate vary rounds',
  ],
  [
    'a fault for a certificate',
    listener({ cert: { names: '@', fault: 'reset' } }),
    'a fault is none of the certificate; write it in place of "cert" or beside it, "8448": { "fault": "reset" }',
  ],
  [
    'a fault for a certificate, which may be one for an SNI',
    listener({ cert: { fault: 'alert-unrecognized-name' } }),
    'a fault is none of the certificate; write it in place of "cert" or beside it, "8448": { "fault": "alert-unrecognized-name" }; for some names alone, "cert": { "default": …, "sni": { "fed": { "fault": "alert-unrecognized-name" } } }',
  ],
  [
    'an unknown key of a listener',
    listener({ homserver: true }),
    'unknown key "homserver"; did you mean "homeserver"?',
  ],
  ['an unknown key of an answer', answer({ statsu: 404 }), 'unknown key "statsu"; did you mean "status"?'],
  [
    'an unknown record type',
    dns({ x: { MX: '1 x' } }),
    'unknown key "MX"; known here: A AAAA CNAME SRV TXT HTTPS SVCB',
  ],
  ['a record type in lower case', dns({ x: { srv: '1 1 1 x' } }), 'unknown key "srv"; did you mean "SRV"?'],
  [
    'a word of an earlier version',
    scenario({ expect: undefined, steps: [{ resolve: '{@}', expect: { refuse: true } }] }),
    'unknown key "steps"; it is called "rounds" now',
  ],
  [
    'rounds beside an expectation',
    scenario({ rounds: [{ resolve: '{@}', expect: { refuse: true } }] }),
    'a case with "rounds" has no "expect" of its own; move it into a round',
  ],
  [
    'rounds beside a server',
    scenario({ expect: undefined, server: '{@}', rounds: [{ resolve: '{@}', expect: { refuse: true } }] }),
    'a case with "rounds" has no "server" of its own; write the name under "resolve" of a round',
  ],
  [
    'a change before anything was asked',
    scenario({
      expect: undefined,
      rounds: [{ resolve: '{@}', change: { dns: {} }, expect: { refuse: true } }],
    }),
    'there is nothing yet that the first round could change; write it under "dns" and "hosts" of the case',
  ],
  [
    'a round without expectation',
    scenario({ expect: undefined, rounds: [{ resolve: '{@}' }] }),
    'the key "expect" is missing',
  ],
  [
    'a change into what is not known',
    scenario({
      expect: undefined,
      rounds: [
        { resolve: '{@}', expect: { refuse: true } },
        {
          resolve: '{@}',
          change: { hosts: { origin: { '8448': { crt: '@' } } } },
          expect: { refuse: true },
        },
      ],
    }),
    'unknown key "crt"; did you mean "cert"?',
  ],
  ['a title that is a number', scenario({ title: 5 }), '"title" must be a string, this is number 5'],
  [
    'clauses that are a string',
    scenario({ clauses: 'S6-a' }),
    '"clauses" must be a list, this is the string "S6-a"',
  ],
  ['a clause that is none', scenario({ clauses: ['6a'] }), 'a clause id looks like "S33-a"'],
  ['a level that is none', scenario({ level: 'SHOUD' }), '"SHOUD" is not known here; did you mean "SHOULD"?'],
  ['a version that is none', scenario({ since: '1.8' }), 'a spec version looks like "v1.8"'],
  [
    'a status that is a string',
    answer({ status: '404' }),
    '"status" must be a number, this is the string "404"',
  ],
  ['a status that is none', answer({ status: 42 }), '"status" must be at least 100'],
  [
    'an unknown fault',
    listener({ fault: 'blackhol' }),
    '"blackhol" is not known here; did you mean "blackhole"?',
  ],
  [
    'an unknown rcode',
    dns({ x: { A: { rcode: 'NXDOMIAN' } } }),
    '"NXDOMIAN" is not known here; did you mean "NXDOMAIN"?',
  ],
  [
    'records that are a number',
    dns({ x: { A: 5 } }),
    'number 5 cannot stand here; write a value, a list of values, or an answer such as { "rcode": "SERVFAIL" }',
  ],
  [
    'a certificate that is a number',
    listener({ cert: 5 }),
    'number 5 cannot stand here; write a name, a list of names, { "names": … }, { "default": …, "sni": … }, or "none" for clear text',
  ],
  [
    'an unknown flaw',
    listener({ cert: { names: '@', expird: true } }),
    'unknown key "expird"; did you mean "expired"?',
  ],
  [
    'a fault of one SNI that reads no ClientHello',
    listener({ cert: { default: '@', sni: { x: { fault: 'reset' } } } }),
    '"reset" is not known here; known here: stall-tls garbage alert-handshake-failure alert-unrecognized-name alert-internal-error alert-protocol-version',
  ],
  [
    'a misspelt fault of one SNI',
    listener({ cert: { default: '@', sni: { x: { fault: 'alert-unrecognised-name' } } } }),
    '"alert-unrecognised-name" is not known here; did you mean "alert-unrecognized-name"?',
  ],
  [
    'a misspelt flaw of the certificate for one SNI',
    listener({ cert: { default: '@', sni: { x: { names: '@', expird: true } } } }),
    'unknown key "expird"; did you mean "expired"?',
  ],
  [
    'certificates by SNI without a default',
    listener({ cert: { sni: { x: '@' } } }),
    'the key "default" is missing',
  ],
  [
    'a homeserver that is false',
    listener({ homeserver: false }),
    'boolean false cannot stand here; write true or an object such as { "status": 500 }',
  ],
  [
    'an unknown trigger',
    scenario({ request: 'profil' }),
    '"profil" is not known here; did you mean "profile"?',
  ],

  [
    'an undeclared host in A',
    dns({ x: { A: 'orgin' } }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared host in AAAA',
    dns({ x: { AAAA: ['orgin'] } }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared host in connect',
    expecting({ connect: [{ to: 'orgin:8448', host: '{@}', cert: '{@}' }] }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared host in a placeholder',
    scenario({ server: '{ipv4 orgin}' }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared host in a body',
    answer({ json: { a: ['{ipv6 orgin}'] } }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared host in a pattern',
    expecting({ never: ['http orgin:8448'] }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'an undeclared port in connect',
    expecting({ connect: [{ to: 'origin:8443', host: '{@}', cert: '{@}' }] }),
    'the host "origin" has no port 8443; did you mean "8448"?',
  ],
  [
    'a listener without port',
    expecting({ connect: [{ to: 'origin', host: '{@}', cert: '{@}' }] }),
    '"origin" is no listener; write "host:port", such as "target:8443"',
  ],
  [
    'a placeholder that is none',
    scenario({ server: '{ipv5 origin}' }),
    '{ipv5 origin} is no placeholder; did you mean "ipv4"?',
  ],
  ['a date outside headers', scenario({ server: '{httpdate +5}' }), '{httpdate +5} works in headers only'],
  [
    'a date that is none',
    answer({ headers: { Expires: '{httpdate soon}' } }),
    '{httpdate soon} is no number of seconds; write {httpdate}, {httpdate +3600} or {httpdate -3600}',
  ],

  [
    'a label that is too long',
    dns({ [label]: {} }),
    `DNS cannot carry "${label}": the label aaaaaaaaaaaa… has 64 octets, at most 63 fit`,
  ],
  [
    'a name that is too long',
    dns({ [Array(26).fill('a'.repeat(9)).join('.')]: {} }),
    /it has 271 octets, at most 253 fit$/,
  ],
  ['an empty label', dns({ 'a..b': {} }), 'DNS cannot carry "a..b": a label is empty'],
  ['a space in a name', dns({ 'a b': {} }), 'DNS cannot carry "a b": " " cannot be in a name'],
  [
    'a star in the middle',
    dns({ 'a.*': {} }),
    'DNS cannot carry "a.*": "*" cannot be in a name; a "*" is a whole label and the first one',
  ],
  [
    'a letter outside ASCII',
    dns({ bücher: {} }),
    'DNS cannot carry "bücher" (with U+00FC): "ü" cannot be in a name; write it in punycode: "xn--…"',
  ],
  [
    'an @ inside a name',
    dns({ '_matrix._tcp.@': {} }),
    'DNS cannot carry "_matrix._tcp.@": "@" cannot be in a name; "@" stands alone: names are relative to it anyway',
  ],
  [
    'a port in a target',
    dns({ x: { CNAME: 'y:80' } }),
    'DNS cannot carry "y:80": ":" cannot be in a name; a name has no port',
  ],
  [
    'a bad name in a certificate',
    listener({ cert: ['@', 'a b'] }),
    'DNS cannot carry "a b": " " cannot be in a name',
  ],
  [
    'one name twice',
    dns({ fed: {}, FED: {} }),
    '"FED" is fed.case.x.test, which has its records already; write them under one key',
  ],
  [
    'a host label with a dot',
    scenario({ hosts: { 'a.b': {} } }),
    '"a.b" cannot stand here: a host label is lower case letters, digits and -',
  ],

  [
    'port 0',
    scenario({ hosts: { origin: { '0': {} } } }),
    '"0" cannot stand here: a port is a number from 1 to 65535, without leading zeros',
  ],
  [
    'port 65536',
    scenario({ hosts: { origin: { '65536': {} } } }),
    '"65536" cannot stand here: a port is a number from 1 to 65535, without leading zeros',
  ],
  [
    'port 08448',
    scenario({ hosts: { origin: { '08448': {} } } }),
    '"08448" cannot stand here: a port is a number from 1 to 65535, without leading zeros',
  ],
  [
    'an SRV port that is a letter',
    dns({ x: { SRV: '1 1 x t' } }),
    'the port of an SRV record is a number from 0 to 65535, this is "1 1 x t"; write "priority weight port target", such as "10 5 8443 hs"',
  ],
  [
    'an SRV weight beyond 16 bits',
    dns({ x: { SRV: '1 65536 1 t' } }),
    'the weight of an SRV record is a number from 0 to 65535, this is "1 65536 1 t"; write "priority weight port target", such as "10 5 8443 hs"',
  ],
  [
    'a quote in an SRV target',
    dns({ x: { SRV: '1 1 1 a"b' } }),
    'DNS cannot carry "a"b": """ cannot be in a name',
  ],
  [
    'a record beside an alias',
    dns({ x: { CNAME: 'y', TXT: 'z' } }),
    'a name with a CNAME record has no other records, and here is TXT beside it; remove one of them, or write "CNAME": { "value": …, "beside": true } if that is what the case is about',
  ],
  [
    '"beside" that is at no alias',
    dns({ x: { TXT: { value: 'z', beside: true } } }),
    '"beside" is for aliases; write it at the CNAME record',
  ],
  [
    'an HTTPS record without target',
    dns({ x: { HTTPS: '1' } }),
    'no target in "1"; write "priority target parameters", such as "1 . alpn=h2,http/1.1 port=8449 ipv4hint=hs"',
  ],
  [
    'an HTTPS record with a parameter of its own',
    dns({ x: { HTTPS: '1 . ech=abc' } }),
    '"ech", which is no parameter that the world has, in "1 . ech=abc"; write "priority target parameters", such as "1 . alpn=h2,http/1.1 port=8449 ipv4hint=hs"',
  ],
  [
    'an alias of the HTTPS kind with parameters',
    dns({ x: { HTTPS: '0 y port=1' } }),
    'parameters beside priority 0, an alias, in "0 y port=1"; write "priority target parameters", such as "1 . alpn=h2,http/1.1 port=8449 ipv4hint=hs"',
  ],
  [
    'a line of the hosts file that is none',
    scenario({ machine: { hosts: { x: '999.1.1.1' } } }),
    '"999.1.1.1" is no address; write a host label (origin) or an address',
  ],
  [
    'an SRV record of three fields',
    dns({ x: { SRV: '1 8448 t' } }),
    'an SRV record has four fields, this is "1 8448 t"; write "priority weight port target", such as "10 5 8443 hs"',
  ],
  [
    'an address that is none',
    dns({ x: { A: '999.1.1.1' } }),
    '"999.1.1.1" is no value for A; write a host label (origin) or an address',
  ],
  [
    'an IPv6 address in A',
    dns({ x: { A: '2a00:db8::9' } }),
    '"2a00:db8::9" is no value for A; write it under AAAA',
  ],
  [
    'a text that is too long',
    dns({ x: { TXT: 'é'.repeat(128) } }),
    'a TXT string has at most 255 octets, not 256',
  ],
  [
    'rcode with records',
    dns({ x: { A: { value: 'origin', rcode: 'SERVFAIL' } } }),
    'SERVFAIL comes without records; remove one of them (in a variant: "value": null)',
  ],

  [
    'a listener without certificate',
    scenario({ hosts: { origin: { '8448': { homeserver: true } } } }),
    'the listener origin:8448 has no "cert"; write "cert": "@" (or "none" for clear text)',
  ],
  [
    'two flaws',
    listener({ cert: { names: '@', expired: true, untrusted: true } }),
    'one flaw at a time, not expired and untrusted; make each a case of its own',
  ],
  [
    'two common names',
    listener({ cert: { names: ['@', 'fed'], commonNameOnly: true } }),
    'a common name is a single name; name one',
  ],
  [
    'a common name of more than 64 characters',
    listener({ cert: { names: 'x'.repeat(63), commonNameOnly: true } }),
    /"x+\.case\.x\.test" is too long for a common name/,
  ],
  [
    'no version of TLS',
    listener({ tls: { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' } }),
    'no version of TLS is left from 1.3 to 1.2; leave one of them out',
  ],
  ['two bodies', answer({ json: {}, body: '' }), 'one body only, not "json" and "body"; remove the others'],
  [
    'raw beside other keys',
    answer({ raw: '', status: 404, json: {} }),
    '"raw" is the whole answer: "status" and "json" cannot stand beside it; write them into "raw", or do without "raw"',
  ],
  ['raw with a character that is no octet', answer({ raw: '\u0100' }), /in "raw" a character is an octet/],
  [
    'endless and yet cut off',
    answer({ endless: true, close: true }),
    '"endless" and "close" contradict each other; one never ends, the other ends early',
  ],
  [
    'chunks in HTTP/1.0',
    answer({ http: '1.0', chunked: true }),
    'HTTP/1.0 has no chunks; write such an answer as "raw"',
  ],
  [
    'raw where HTTP/2 is spoken',
    listener({ tls: { alpn: ['h2', 'http/1.1'] }, routes: { '/': { raw: '' } } }),
    '"raw" is for HTTP/1, and this listener may speak HTTP/2; remove "h2" from "alpn"',
  ],
  [
    'a protocol that nobody speaks',
    listener({ tls: { alpn: ['http/1.0'] } }),
    '"http/1.0" is not known here; did you mean "http/1.1"?',
  ],
  ['a body that is not Base64', answer({ bodyBase64: '*' }), 'this is not Base64'],
  [
    'a header that HTTP cannot carry',
    answer({ headers: { 'a b': 'x', b: 'x\r\ny: z' } }),
    '"a b" is no name for a header',
    'HTTP cannot carry this character in a header',
  ],
  ['a route without slash', listener({ routes: { x: {} } }), '"x" cannot stand here: a path starts with /'],
  [
    'a refusal that connects',
    expecting({ refuse: true }),
    '"refuse" and "connect" contradict each other; remove one of them (in a variant: "refuse": null or "connect": null)',
  ],
  [
    'a pattern of no kind',
    expecting({ saw: ['htp origin:8448'] }),
    '"htp origin:8448": an event is dns, syn, tcp, tls or http, not "htp"; did you mean "http"?',
  ],
  [
    'a pattern without listener',
    expecting({ saw: ['http origin'] }),
    '"http origin": "origin" is no listener; write it like "http origin:443 GET /path host=fed"',
  ],
  [
    'a pattern with too much',
    expecting({ saw: ['tcp origin:8448 x'] }),
    '"tcp origin:8448 x": this is not its form; write it like "tcp origin:8448"',
  ],
  [
    'a pattern that speaks of the header of something else',
    expecting({ never: [{ pattern: 'tls origin:8448', authorization: true }] }),
    '"tls origin:8448": only requests have an Authorization header; write it like "http origin:443 GET /path host=fed"',
  ],
  [
    'a pattern with a word for an answer',
    expecting({ never: [{ pattern: 'http origin:8448', authorization: 'yes' }] }),
    '"authorization" must be true or false, this is the string "yes"',
  ],
  [
    'two variants with one id',
    scenario({ vary: [{ id: 'a' }, { id: 'a' }] }),
    'two variants have the id "a"; give each its own',
  ],
  ['a variant without id', scenario({ vary: [{ server: 'x' }] }), 'the key "id" is missing'],
  ['variants that are an object', scenario({ vary: { a: {} } }), '"vary" must be a list, this is an object'],
  [
    'a variant in capitals',
    scenario({ vary: [{ id: 'A B' }] }),
    'the variant "A B" must be lower case letters, digits and single -; rename it',
  ],
  [
    'variants of a variant',
    scenario({ vary: [{ id: 'a', vary: [] }] }),
    'a variant cannot change "vary"; remove it',
  ],
  [
    'a label of case and variant that is too long',
    scenario({ vary: [{ id: 'a'.repeat(60) }] }),
    /has 66 octets, a label of a server name at most 63; rename it$/,
  ],
];

const vhosts = (changes: unknown) => listener({ vhosts: changes });
const notAPort = 'cannot stand here: a port is a number from 1 to 65535, without leading zeros';

const VIRTUAL_HOSTS: typeof ROWS = [
  ['vhosts that are a list', vhosts(['fed']), '"vhosts" must be an object, this is a list'],
  ['no virtual host', vhosts({}), 'name at least one virtual host, or leave "vhosts" out'],
  ['a virtual host that is true', vhosts({ '@': true }), '"@" must be an object, this is boolean true'],
  [
    'an unknown key of a virtual host',
    vhosts({ '@': { homserver: true } }),
    'unknown key "homserver"; did you mean "homeserver"?',
  ],
  [
    'a certificate of a virtual host',
    vhosts({ '@': { cert: '@' } }),
    'unknown key "cert"; known here: routes homeserver',
  ],
  [
    'a mistake in an answer of a virtual host',
    vhosts({ '@': { routes: { '/x': { statsu: 404 } } } }),
    'unknown key "statsu"; did you mean "status"?',
  ],
  [
    'an undeclared host in a body of a virtual host',
    vhosts({ '@': { routes: { '/x': { body: '{ipv4 orgin}' } } } }),
    'no host "orgin" in "hosts"; did you mean "origin"?',
  ],
  [
    'a raw answer of a virtual host beside HTTP/2',
    listener({ tls: { alpn: ['h2'] }, vhosts: { '@': { routes: { '/x': { raw: '' } } } } }),
    '"raw" is for HTTP/1, and this listener may speak HTTP/2; remove "h2" from "alpn"',
  ],
  ...['0', '08448', '65536', 'x', '', '8448:8448'].map((port): (typeof ROWS)[number] => [
    `a port ${JSON.stringify(port)} in the key of a virtual host`,
    vhosts({ [`@:${port}`]: {} }),
    `"@:${port}" ${notAPort}`,
  ]),
  [
    'a virtual host that DNS cannot carry',
    vhosts({ 'a b': {} }),
    'DNS cannot carry "a b": " " cannot be in a name',
  ],
  [
    'a wildcard as virtual host',
    vhosts({ '*.fed': {} }),
    '"*.fed" cannot stand here: a virtual host is a whole name, and there are no wildcards; name each Host; the listener itself answers every other',
  ],
  [
    'a star as virtual host',
    vhosts({ '*:8448': {} }),
    /"\*" cannot stand here: a virtual host is a whole name, and there are no wildcards; /,
  ],
  ['a virtual host without name', vhosts({ '': {} }), 'DNS cannot carry "": a label is empty'],
  [
    'an IPv6 address without brackets as virtual host',
    vhosts({ '{ipv6 origin}': {} }),
    'an IPv6 address stands in brackets; write "[{ipv6 origin}]"',
  ],
  [
    'brackets with something else in them',
    vhosts({ '[{ipv4 origin}]': {} }),
    /"\[20\.[\d.]+\]" is no IPv6 address in brackets; write "\[\{ipv6 origin\}\]"$/,
  ],
  [
    'a bracket without end',
    vhosts({ '[{@}': {} }),
    '"[case.x.test" is no IPv6 address in brackets; write "[{ipv6 origin}]"',
  ],
  [
    'one virtual host twice',
    vhosts({ fed: {}, 'fed.case.x.test.': {} }),
    '"fed.case.x.test." is the same Host as "fed"; keep one',
  ],
  [
    'one virtual host in two letter cases',
    vhosts({ 'fed:8448': {}, 'Fed:8448': {} }),
    '"Fed:8448" is the same Host as "fed:8448"; keep one',
  ],
  [
    'one address in two spellings',
    vhosts({ '[{ipv6 origin}]': {}, '[{full origin}]': {} }),
    '"[{full origin}]" is the same Host as "[{ipv6 origin}]"; keep one',
  ],
];

test('each mistake in the virtual hosts of a change is told once, whatever rounds come after it', () => {
  const round = { resolve: '{@}', expect: { refuse: true } };
  const keys = ['a b', 'fed:0', '*', '{ipv4 orgin}'];
  const sites = Object.fromEntries(keys.map((key) => [key, {}]));
  const change = { hosts: { origin: { '8448': { vhosts: sites } } } };
  const file = scenario({ expect: undefined, rounds: [round, { ...round, change }, round] });
  const text = JSON.stringify(file, null, 2).split('\n');
  const lines = keys.map((key) => text.findIndex((row) => row.includes(`"${key}"`)) + 1);
  const told = problemsOf(text.join('\n')).map((problem) => Number(/^\d+/.exec(problem)?.[0]));
  assert.deepEqual(told, lines);
});

test('a virtual host of an undeclared machine is told of once', () => {
  const found = problemsOf(vhosts({ '{ipv4 orgin}': {} }));
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(found[0] ?? '', /no host "orgin" in "hosts"; did you mean "origin"\?$/);
});

test('a mistake in a virtual host is told at its key', () => {
  const text = JSON.stringify(vhosts({ '@': {}, 'fed:0': { routes: {} } }), null, 2).split('\n');
  const line = text.findIndex((row) => row.includes('"fed:0"')) + 1;
  const column = (text[line - 1] ?? '').indexOf('"fed:0"') + 1;
  assert.ok(line > 1);
  assert.deepEqual(problemsOf(text.join('\n')), [`${line}:${column}: "fed:0" ${notAPort}`]);
});

for (const [what, file, ...expected] of [...ROWS, ...VIRTUAL_HOSTS]) {
  test(what, () => {
    const found = problemsOf(file);
    for (const each of expected) {
      const hit = found.some((problem) =>
        typeof each === 'string' ? problem.endsWith(`: ${each}`) : each.test(problem),
      );
      assert.ok(hit, `${each}\nis not among\n${found.join('\n')}`);
    }
    assert.equal(found.length, expected.length, found.join('\n'));
    for (const problem of found) assert.match(problem, /^\d+:\d+: /);
  });
}
