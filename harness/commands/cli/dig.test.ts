import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digExitCode, digLines, digQuestions } from './dig.ts';

test('a question is a name and a type, in either order, and there may be several', () => {
  const words = ['_matrix-fed._tcp.fed.test.', 'SRV', 'aaaa', 'x.test', 'a', 'A'];
  assert.deepEqual(digQuestions(words), [
    { name: '_matrix-fed._tcp.fed.test', type: 'SRV' },
    { name: 'x.test', type: 'AAAA' },
    { name: 'a', type: 'A' },
  ]);
});

test('what cannot be asked is told, with what to ask instead', () => {
  const table: readonly [words: readonly string[], what: RegExp, hint: RegExp][] = [
    [['x.test'], /half a question/, /--dig NAME SRV/],
    [['x.test', 'SVR'], /"SVR" is no type/, /did you mean "SRV"\?/],
    [['x.test', 'MX'], /"MX" is no type/, /A AAAA CNAME SRV|did you mean/],
    [['x.test', 'srv/fed'], /"srv\/fed" is no type/, /known here: A /],
    [['https://x.test/a', 'A'], /"https:\/\/x.test\/a" is no name/, /did you mean "x.test"\?/],
    [['@me:x.test', 'A'], /is no name/, /did you mean "x.test"\?/],
    [['x.test:8448', 'A'], /is no name/, /did you mean "x.test"\?/],
    [['a..test', 'A'], /is no name/, /labels of at most 63/],
    [[`${'a'.repeat(64)}.test`, 'A'], /is no name/, /63/],
    [['bücher.test', 'A'], /is no name/, /xn--/],
    [['', 'A'], /is no name/, /labels/],
  ];
  for (const [words, what, hint] of table)
    assert.throws(
      () => digQuestions(words),
      (error: { what: string; hint: string }) => what.test(error.what) && hint.test(error.hint),
      words.join(' '),
    );
});

const SRV = { name: '_matrix-fed._tcp.x.test', type: 'SRV' } as const;
const record = { name: SRV.name, ttl: 300, type: 'SRV', data: '10 5 8449 hs.x.test.' };
const found = { status: 'NOERROR', records: [record] };
const none = { status: 'NXDOMAIN', records: [] };

test('an answer is told as dig tells it', () => {
  const head = ';; QUESTION SECTION:\n;_matrix-fed._tcp.x.test.\tIN\tSRV';
  assert.equal(
    digLines(SRV, found).join('\n'),
    `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n${head}\n;; ANSWER SECTION:\n_matrix-fed._tcp.x.test.\t300\tIN\tSRV\t10 5 8449 hs.x.test.`,
  );
  assert.equal(
    digLines(SRV, none).join('\n'),
    `;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n${head}\n;; no record`,
  );
  assert.deepEqual(digLines(SRV, undefined), [';; no answer came for _matrix-fed._tcp.x.test SRV']);
});

test('the exit code says whether each question got records', () => {
  const alias = { status: 'NOERROR', records: [{ ...record, type: 'CNAME' }] };
  assert.equal(digExitCode([[SRV, found]]), 0);
  assert.equal(
    digExitCode([
      [SRV, found],
      [SRV, none],
    ]),
    1,
  );
  assert.equal(digExitCode([[SRV, alias]]), 1);
  assert.equal(
    digExitCode([
      [SRV, none],
      [SRV, undefined],
    ]),
    9,
  );
});
