import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScenarioError } from '../../scenario/index.ts';
import { readDnsPaste } from './read-dns-paste.ts';

/** Each record as `owner ttl type data`, which is how the table below expects it. */
function records(text: string): string[] {
  const { zone } = readDnsPaste('zone', text, 'example.org');
  return Object.entries(zone).flatMap(([owner, sets]) =>
    sets.flatMap(({ type, answers: [{ records: data, ttl }] }) =>
      data.map(
        (one) =>
          `${owner} ${ttl} ${type} ${Object.values({ ...one, type: undefined })
            .join(' ')
            .trim()}`,
      ),
    ),
  );
}

const READ: readonly [what: string, text: string, expected: readonly string[]][] = [
  ['a relative name', 'hs 60 IN A 192.0.2.1', ['hs.example.org 60 A 192.0.2.1']],
  ['the origin', '@ 60 IN AAAA 2001:db8::1', ['example.org 60 AAAA 2001:db8::1']],
  ['an absolute name in capitals', 'HS.Example.NET. 60 IN A 192.0.2.1', ['hs.example.net 60 A 192.0.2.1']],
  [
    'class before TTL, and neither',
    'a IN 60 A 192.0.2.1\nb A 192.0.2.2',
    ['a.example.org 60 A 192.0.2.1', 'b.example.org 3600 A 192.0.2.2'],
  ],
  [
    'an inherited owner',
    'a 60 A 192.0.2.1\n  60 A 192.0.2.2',
    ['a.example.org 60 A 192.0.2.1', 'a.example.org 60 A 192.0.2.2'],
  ],
  ['$ORIGIN and $TTL', '$ORIGIN fed\n$TTL 1h30m\n@ A 192.0.2.1', ['fed.example.org 5400 A 192.0.2.1']],
  ['a root origin', '$ORIGIN .\na.test 60 A 192.0.2.1', ['a.test 60 A 192.0.2.1']],
  [
    'parentheses over lines, and comments',
    '_matrix._tcp 60 SRV ( 10 5 ; why\n 8448 hs ) ; so\n',
    ['_matrix._tcp.example.org 60 SRV 10 5 8448 hs.example.org'],
  ],
  ['a target that is the root', '_matrix._tcp 60 SRV 0 0 0 .', ['_matrix._tcp.example.org 60 SRV 0 0 0 .']],
  ['quoted text with a semicolon', 'a 60 TXT "v=1; x" "y"', ['a.example.org 60 TXT v=1; xy']],
  ['an alias', 'a 60 CNAME b', ['a.example.org 60 CNAME b.example.org']],
  [
    'what dig prints',
    ';; ANSWER SECTION:\r\nexample.org.\t\t300\tIN\tA\t192.0.2.1\r\n\r\n;; Query time: 1 msec\r\n',
    ['example.org 300 A 192.0.2.1'],
  ],
  [
    'names that objects have',
    'constructor 60 A 192.0.2.1\n__proto__ 60 A 192.0.2.2',
    ['constructor.example.org 60 A 192.0.2.1', '__proto__.example.org 60 A 192.0.2.2'],
  ],
];

for (const [what, text, expected] of READ)
  test(`reads ${what}`, () => assert.deepEqual(records(text), expected));

test('types that play no part are counted', () => {
  const { ignored } = readDnsPaste(
    'zone',
    '@ SOA a b ( 1\n 2 3 4 5 )\n@ MX 10 a\n@ MX 20 b\na TYPE65 \\# 0',
    'example.org',
  );
  assert.deepEqual(
    [...ignored],
    [
      ['SOA', 1],
      ['MX', 2],
      ['TYPE65', 1],
    ],
  );
});

const MISTAKES: readonly [what: string, text: string, says: RegExp][] = [
  ['an address that is none', '\na 60 IN A 192.0.2', /^zone:2:11: 192\.0\.2 is no IPv4 address/],
  ['an IPv4 address as AAAA', 'a AAAA 192.0.2.1', /^zone:1:8: .*no IPv6 address/],
  ['a port beyond 65535', 'a SRV 1 1 65536 b', /^zone:1:11: 65536 is no number from 0 to 65535/],
  [
    'a word too many',
    'a A 192.0.2.1 192.0.2.2',
    /^zone:1:3: A takes one IPv4 address, and here come 2 words/,
  ],
  [
    'a record without data',
    'b A 192.0.2.1\na 60 IN',
    /^zone:2:1: "a" has no record; this is read as a zone file/,
  ],
  ['an open parenthesis', 'a SRV ( 1 1\n1 b', /^zone:1:7: this \( is never closed/],
  ['a stray parenthesis', 'a A 192.0.2.1 )', /^zone:1:15: this \) closes nothing/],
  ['an open quote', 'a TXT "b', /^zone:1:7: this quote is not closed/],
  ['an entry that inherits from nobody', '  60 A 192.0.2.1', /^zone:1:3: the first entry has no name/],
  ['$INCLUDE', '$INCLUDE other', /^zone:1:1: \$INCLUDE cannot be read/],
  ['a type that cannot be one', 'b A 192.0.2.1\na 60 !! b', /^zone:2:6: "!!" is no record type/],
  ['a sentence', 'b A 192.0.2.1\nexample.org is reachable', /^zone:2:13: "is" is no record type/],
  [
    'octets that are cut off',
    'a TYPE33 \\# 27 000a0000',
    /^zone:1:10: this record cannot be read: it says 27 octets, and here are 4; paste the whole line/,
  ],
];

for (const [what, text, says] of MISTAKES) {
  test(`says where ${what} is`, () => {
    assert.throws(
      () => readDnsPaste('zone', text, 'example.org'),
      (error) => error instanceof ScenarioError && says.test(error.message),
    );
  });
}

const COMPLETE: readonly [what: string, text: string, complete: readonly string[], not: readonly string[]][] =
  [
    ['records alone', '@ A 192.0.2.1\n@ NS ns', [], ['example.org', 'a.example.org']],
    [
      'an SOA record',
      `@ SOA ns admin 1 1 1 1 1
@ NS ns
sub NS ns.hoster.net.
example.net. SOA ns admin 1 1 1 1 1
example.net. NS ns
other.example. A 192.0.2.1`,
      ['example.org', 'a.b.example.org', 'asub.example.org', 'hs.example.net'],
      ['myexample.org', 'org', 'sub.example.org', 'a.sub.example.org', 'other.example'],
    ],
    ['$ORIGIN', '$ORIGIN fed', ['fed.example.org', 'a.fed.example.org'], ['example.org', 'a.example.org']],
    ['the root as $ORIGIN', '$ORIGIN .\nexample.org A 192.0.2.1', [], ['example.org', 'org', 'net']],
    [
      'a zone of its own below another, by $ORIGIN',
      '$ORIGIN example.org.\n$ORIGIN sub\n@ NS ns.hoster.net.',
      ['example.org'],
      ['sub.example.org', 'a.sub.example.org'],
    ],
    ['$ORIGIN beside an SOA record', '@ SOA a b 1 1 1 1 1\n$ORIGIN net.', ['example.org'], ['a.net']],
    [
      'a DNAME record',
      '$ORIGIN example.org.\nold DNAME new\n*.w DNAME new',
      ['example.org', 'old.example.org'],
      ['a.old.example.org', 'a.w.example.org'],
    ],
    [
      'ALIAS and ANAME',
      '$ORIGIN example.org.\n@ ALIAS a.net.\nb ANAME a.net.\n*.c ALIAS a.net.\nd.c A 192.0.2.1',
      ['a.example.org', 'a.b.example.org', 'c.example.org', 'd.c.example.org'],
      ['example.org', 'b.example.org', 'a.c.example.org'],
    ],
  ];

for (const [what, text, complete, not] of COMPLETE) {
  test(`tells of which names all is known: ${what}`, () => {
    const { isComplete } = readDnsPaste('zone', text, 'example.org');
    for (const name of complete) assert.ok(isComplete(name), name);
    for (const name of not) assert.ok(!isComplete(name), name);
  });
}
