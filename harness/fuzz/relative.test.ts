import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadText } from '../scenario/index.ts';
import { relativeTo } from './relative.ts';

const text = JSON.stringify({
  title: 'x',
  clauses: ['S6-a'],
  dns: { '@': { A: ['one', 'two'] } },
  hosts: { one: {}, two: {} },
  expect: { refuse: true, control: 'control/fallback' },
});

test('names and addresses as their author would write them', () => {
  const bound = loadText({ id: 'some/case', file: '', text }, new Set());
  assert.ok('case' in bound);
  const { hosts } = bound.case;
  const [one, two] = hosts;
  assert.ok(one && two);
  const { name, host, sentence } = relativeTo(bound.case);
  assert.equal(name('Case.some.test'), '@');
  assert.equal(name('fed.case.some.test'), 'fed');
  assert.equal(name(one.ipv4), '{ipv4 one}');
  assert.equal(name('elsewhere.test'), 'elsewhere.test.');
  assert.equal(host('case.some.test'), '{@}');
  assert.equal(host('fed.case.some.test:8443'), '{fed}:8443');
  assert.equal(host(`${two.ipv4}:8443`), '{ipv4 two}:8443');
  assert.equal(host(`[${two.ipv6}]:8443`), '[{ipv6 two}]:8443');
  assert.equal(host(`[${two.ipv6}]`), '[{ipv6 two}]');
  const told = `SNI was CASE.some.test, not *.fed.case.some.test, at ${two.ipv4} and ${one.ipv6}`;
  assert.equal(sentence(told), 'SNI was {@}, not {*.fed}, at {ipv4 two} and {ipv6 one}');
});
