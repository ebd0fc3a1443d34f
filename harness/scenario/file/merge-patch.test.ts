import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePatch, replacingBodies } from './merge-patch.ts';

/** The examples of RFC 7396, appendix A. */
const ROWS: readonly [target: unknown, patch: unknown, result: unknown][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [target, patch, result] of ROWS) {
  test(`${JSON.stringify(target)} with ${JSON.stringify(patch)}`, () => {
    assert.deepEqual(mergePatch(target, patch), result);
  });
}

const answering = (answer: unknown) => ({ hosts: { origin: { '443': { routes: { '/x': answer } } } } });

const BODIES: readonly [before: unknown, patch: unknown, after: unknown][] = [
  [{ json: { a: 1 } }, { body: 'x' }, { body: 'x' }],
  [{ body: 'x', status: 404 }, { json: { b: 2 } }, { json: { b: 2 }, status: 404 }],
  [{ json: { a: 1 } }, { size: 9 }, { size: 9 }],
  [{ json: { a: 1 } }, { json: { b: 2 }, size: 9 }, { json: { a: 1, b: 2 }, size: 9 }],
  [{ json: { a: 1 } }, { status: 500 }, { json: { a: 1 }, status: 500 }],
  [{ json: { a: { body: 'kept' } } }, { json: { b: 2 } }, { json: { a: { body: 'kept' }, b: 2 } }],
  [[{ status: 500 }], { body: 'x' }, { body: 'x' }],
  [{ json: {} }, [{ body: 'x' }], [{ body: 'x' }]],
  [{ json: {}, status: 404, headers: { a: 'b' }, gzip: true }, { raw: 'x' }, { raw: 'x' }],
  [{ raw: 'x' }, { status: 404, body: '' }, { status: 404, body: '' }],
];

for (const [before, patch, after] of BODIES) {
  test(`an answer ${JSON.stringify(before)} patched with ${JSON.stringify(patch)}`, () => {
    assert.deepEqual(mergePatch(answering(before), replacingBodies(answering(patch))), answering(after));
  });
}

test('an answer of a virtual host is patched like one of the listener', () => {
  const site = (answer: unknown) => ({
    hosts: { origin: { '443': { vhosts: { fed: { routes: { '/x': answer } } } } } },
  });
  for (const [before, patch, after] of BODIES) {
    assert.deepEqual(mergePatch(site(before), replacingBodies(site(patch))), site(after));
  }
  const none = { hosts: { origin: { '443': { vhosts: { fed: null } } } } };
  assert.deepEqual(mergePatch(site({}), replacingBodies(none)), {
    hosts: { origin: { '443': { vhosts: {} } } },
  });
});
