import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerFor, answersOf } from './user-agent.ts';

const answer = (status: number) => ({ status, headers: {}, body: new Uint8Array() });

const ROWS: readonly (readonly [pattern: string, userAgent: string | null, fits: boolean])[] = [
  ['', null, true],
  ['', '', true],
  ['', 'curl/8', false],
  ['*', null, true],
  ['curl/8', 'curl/8', true],
  ['curl/8', 'curl/8.5', false],
  ['curl/*', 'curl/8.5', true],
  ['curl/*', 'CURL/8.5', true],
  ['curl/*', 'libcurl/8.5', false],
  ['*curl/*', 'libcurl/8.5', true],
  ['*Go-http-client/*', 'Go-http-client/1.1', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['aa*aa', 'aaa', false],
  ['Python.*', 'Python-urllib/3.11', false],
];

for (const [pattern, userAgent, fits] of ROWS) {
  test(`${JSON.stringify(pattern)} ${fits ? 'fits' : 'does not fit'} ${JSON.stringify(userAgent)}`, () => {
    const route = { ...answer(200), agents: [{ agent: pattern, answer: answer(403) }] };
    assert.equal(answerFor(route, userAgent).status, fits ? 403 : 200);
  });
}

test('the first that fits is taken, and all are told', () => {
  const agents = [
    { agent: 'a*', answer: answer(401) },
    { agent: '*', answer: answer(402) },
  ];
  const both = { ...answer(200), agents };
  assert.deepEqual(
    ['ab', 'b', null].map((agent) => answerFor(both, agent).status),
    [401, 402, 402],
  );
  assert.deepEqual(
    answersOf({ path: '/', answers: [both, answer(204)] }).map(({ status }) => status),
    [200, 401, 402, 204],
  );
});
