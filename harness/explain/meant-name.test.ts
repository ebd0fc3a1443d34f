import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meantName } from './meant-name.ts';

/** What is typed in place of a server name; none: it is one, or nothing is near. */
const TABLE: readonly (readonly [text: string, name?: string, is?: string])[] = [
  ['example.org'],
  ['example.org:8448'],
  ['EXAMPLE.org'],
  ['example.org.'],
  ['192.0.2.1'],
  ['[2001:db8::1]:8448'],
  ['a_b.example.org'],
  ['two words'],
  [''],
  ['https://example.org', 'example.org', 'a URL'],
  ['https://example.org/', 'example.org', 'a URL'],
  ['https://example.org:8448/_matrix/key/v2/server', 'example.org:8448', 'a URL'],
  ['HTTP://Example.org/?a=b#c', 'Example.org', 'a URL'],
  ['https://[2001:db8::1]:8448/', '[2001:db8::1]:8448', 'a URL'],
  ['example.org/', 'example.org', 'a name with a path'],
  ['example.org/.well-known/matrix/server', 'example.org', 'a name with a path'],
  ['@user:example.org', 'example.org', 'a user id'],
  ['@user:example.org:8448', 'example.org:8448', 'a user id'],
  ['#room:example.org', 'example.org', 'the alias of a room'],
  ['!abc:example.org', 'example.org', 'the id of a room'],
  ['user@example.org', 'example.org', 'an address of mail'],
  ['https://matrix.to/#/@user:example.org', 'example.org', 'a link of matrix.to'],
  ['https://matrix.to/#/%23room%3Aexample.org?via=other.test', 'example.org', 'a link of matrix.to'],
  ['https://matrix.to/#/!abc:example.org/$event?via=other.test', 'example.org', 'a link of matrix.to'],
  ['matrix:u/user:example.org', 'example.org', 'a Matrix URI'],
  ['mxc://example.org/abc', 'example.org', 'the address of a file'],
  [' example.org ', 'example.org', 'a name with blanks around it'],
  ['2001:db8::1', '[2001:db8::1]', 'an IPv6 address without brackets'],
  ['bücher.example', 'xn--bcher-kva.example', 'a name in letters that DNS does not have'],
  ['@user:bücher.example:8448', 'xn--bcher-kva.example:8448', 'a user id'],
];

for (const [text, name, is] of TABLE) {
  test(`${JSON.stringify(text)} ${name === undefined ? 'is left as it is' : `means ${name}`}`, () =>
    assert.deepEqual(meantName(text), name === undefined ? undefined : { name, is }));
}
