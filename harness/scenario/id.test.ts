import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfId, parseId, serverNameOf } from './id.ts';
import { scenario, scratchLibrary } from './testing/scratch-library.ts';

const NAMES: readonly [id: string, name: string][] = [
  ['well-known/port', 'port.well-known.test'],
  ['srv/a#b-c', 'a--b-c.srv.test'],
  ['srv/a~cert-of-target', 'a--cert-of-target.srv.test'],
  ['srv/a#b~cert-of-target', 'a--b--cert-of-target.srv.test'],
];

for (const [id, name] of NAMES) test(`${id} is ${name}`, () => assert.equal(serverNameOf(id), name));

const FAULTS: readonly [id: string, fault: RegExp | undefined][] = [
  ['well-known/port#404', undefined],
  [`srv/${'a'.repeat(63)}`, undefined],
  [`srv/${'a'.repeat(64)}`, /has 64 octets/],
  [`${'a'.repeat(64)}/port`, /has 64 octets/],
  ['srv/v6', /two letters/],
  ['srv/Upper', /lower case/],
  ['srv/a--b', /single -/],
  ['srv/a_b', /lower case/],
  ['Srv/a', /the family "Srv"/],
  ['srv/a#b--c', /the variant "b--c"/],
  [`srv/${'a'.repeat(40)}~${'b'.repeat(21)}`, undefined],
  [`srv/${'a'.repeat(40)}#c~${'b'.repeat(21)}`, /has 66 octets/],
];

for (const [id, fault] of FAULTS) {
  test(`${id} is ${fault ? 'no id' : 'an id'}`, () => {
    const parts = parseId(id);
    assert.ok(parts);
    if (fault) assert.match(faultOfId(parts) ?? '', fault);
    else assert.equal(faultOfId(parts), undefined);
  });
}

for (const text of ['srv', 'srv/', '/a', 'srv/a/b', 'srv/a#b#c', 'srv/a~b~c']) {
  test(`"${text}" is no id`, () => assert.equal(parseId(text), undefined));
}

test('a file whose name cannot be a server name is refused', () => {
  using library = scratchLibrary({ 'srv/Bad_Name.json': scenario(), 'srv/deep/er.json': scenario() });
  assert.deepEqual(
    library
      .load()
      .problems.map(({ code, what }) => [code, what.replace(/^.*(?=\/scenarios)/, '')])
      .sort(),
    [
      ['bad-id', '/scenarios/srv/deep is a folder inside a family: nothing in it is read'],
      ['bad-id', 'the name "Bad_Name" must be lower case letters, digits and single -'],
    ],
  );
});
