import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subject } from '../../run/index.ts';
import { requireUse } from './unused-option.ts';

const subject = (name: string, more: Partial<Subject> = {}): Subject => ({
  name,
  start: () => Promise.reject(new Error('nobody starts it')),
  ...more,
});
const described = (kind: 'homeserver' | 'process') => ({
  description: { label: kind, kind },
  baselineFile: '/somewhere/baseline.txt',
});
const homeserver = subject('hs', described('homeserver'));
const program = subject('mine', { ...described('process'), usesBinary: true });
const reference = subject('reference');
const attached = subject('there', { ...described('homeserver'), attached: true });

const BINARY = { binary: './hs' };
const DATA = { keepData: true };

const UNUSED: readonly (readonly [object, readonly Subject[], RegExp])[] = [
  [BINARY, [reference], /and reference has none/],
  [BINARY, [homeserver], /and in that of hs there is no \{binary\}/],
  [BINARY, [attached], /and there is started already/],
  [DATA, [reference], /and reference is none/],
  [DATA, [program], /and mine is none/],
  [DATA, [attached], /and you have started there yourself/],
];

for (const [options, subjects, told] of UNUSED) {
  test(`${Object.keys(options)} of ${subjects.map(({ name }) => name)} is an error`, () => {
    assert.throws(() => requireUse(options, subjects), { code: 'option-unused', message: told });
  });
}

test('what one of several uses is no error', () => {
  requireUse({ ...BINARY, ...DATA }, [reference, program, homeserver]);
  requireUse({}, [reference]);
});
