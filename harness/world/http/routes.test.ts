import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listener, route } from '../testing/sample-case.ts';
import { nextAnswer } from './routes.ts';

const statuses = (paths: readonly string[]) => {
  const one = listener('origin', 443, {
    routes: [
      route('/a', { status: 200 }, { status: 201 }),
      route('/a?with=query', { status: 202 }),
      route('/:b(x)*', { status: 203 }),
    ],
  });
  return paths.map((path) => nextAnswer(one, path)?.status);
};

test('answers take turns, and the last one repeats', () =>
  assert.deepEqual(statuses(['/a', '/a', '/a']), [200, 201, 201]));

test('the query counts only where one is declared', () =>
  assert.deepEqual(statuses(['/a?other', '/a?with=query', '/a?']), [200, 202, 201]));

test('paths are compared as they are written: no pattern, no case, no final slash', () =>
  assert.deepEqual(statuses(['/:b(x)*', '/bx', '/A', '/a/', '//a', '/']), [
    203,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]));

test('an answer may be another by User-Agent, and takes its turn all the same', () => {
  const known = { status: 200, headers: {}, body: new Uint8Array() };
  const one = listener('origin', 443, {
    routes: [route('/a', { status: 403, agents: [{ agent: 'Synapse/*', answer: known }] }, { status: 404 })],
  });
  const statuses = [nextAnswer(one, '/a', 'Synapse/1.163.2')?.status, nextAnswer(one, '/a')?.status];
  assert.deepEqual(statuses, [200, 404]);
});

test('a request target may be an absolute URL', () =>
  assert.deepEqual(statuses(['https://host:443/a', 'http://host']), [200, undefined]));
