import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readParameters } from './auth-param.ts';

interface Row {
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** Kinds of the problems. */
  readonly problems?: readonly string[];
}

const READABLE: readonly Row[] = [
  { text: '', values: {} },
  {
    text: 'origin="a.test",destination="b.test:8448",key="ed25519:1",sig="a+/b"',
    values: { origin: 'a.test', destination: 'b.test:8448', key: 'ed25519:1', sig: 'a+/b' },
  },
  { text: 'origin=a.test,key="k"', values: { origin: 'a.test', key: 'k' } },
  { text: 'origin="[::1]:8448"', values: { origin: '[::1]:8448' } },
  { text: 'a="x, y=z"', values: { a: 'x, y=z' } },
  { text: 'a="",b="c"', values: { a: '', b: 'c' } },
  // RFC 9110, 5.6.1.2.
  { text: 'a=b,,c=d,', values: { a: 'b', c: 'd' } },
  //
  { text: 'origin=a,foo="bar",x_y-z=1', values: { origin: 'a', foo: 'bar', 'x_y-z': '1' } },
  //
  {
    text: 'destination=b.test:8448,key=ed25519:1',
    values: { destination: 'b.test:8448', key: 'ed25519:1' },
    problems: ['unquoted', 'unquoted'],
  },
  { text: 'origin=[::1]', values: { origin: '[::1]' }, problems: ['unquoted'] },
  { text: 'sig=ab/c==', values: { sig: 'ab/c==' }, problems: ['unquoted'] },
  //
  { text: ' a=b', values: { a: 'b' }, problems: ['untidy'] },
  { text: 'a=b, c=d ,e=f', values: { a: 'b', c: 'd', e: 'f' }, problems: ['untidy'] },
  { text: 'a = "b"', values: { a: 'b' }, problems: ['untidy'] },
  { text: 'Origin="a"', values: { origin: 'a' }, problems: ['untidy'] },
  { text: 'a="b\\"c\\\\d\\e"', values: { a: 'b"c\\de' }, problems: ['untidy'] },
  { text: 'a=b,A=c', values: { a: 'b' }, problems: ['untidy', 'untidy'] },
];

for (const { text, values, problems = [] } of READABLE) {
  test(`parameters ${JSON.stringify(text)}`, () => {
    const read = readParameters(text);
    assert.deepEqual(Object.fromEntries(read?.values ?? []), values);
    assert.deepEqual(
      read?.problems.map(({ kind }) => kind),
      problems,
    );
  });
}

const UNREADABLE = [
  'a',
  '=b',
  'a=',
  'a="b',
  'a="b\\',
  'a=b c=d',
  '"a"=b',
  'a=b"c"',
  'a=,b=c',
  'ä=b',
  'a;b=c',
];

for (const text of UNREADABLE) {
  test(`no parameters: ${JSON.stringify(text)}`, () => assert.equal(readParameters(text), undefined));
}

test('a long header is read in one pass', () => {
  const text = Array.from({ length: 10_000 }, (_, index) => `p${index}="${'\\"'.repeat(9)}"`).join(' , ');
  assert.equal(readParameters(text)?.values.size, 10_000);
  assert.equal(readParameters(`a="${'\\"'.repeat(100_000)}`), undefined);
});
