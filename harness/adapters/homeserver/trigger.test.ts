import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meaningOf } from './answer-meaning.ts';
import { clientRequest } from './client-request.ts';
import { type Trigger, triggerSchema } from './description.ts';

const trigger: Trigger = triggerSchema.parse({
  method: 'POST',
  path: '/profile/%40u%3A{server}?via={self}',
  headers: { Authorization: 'X-Matrix origin="{server}",destination="{self}"' },
  body: { list: ['@u:{server}', 1, null], '{server}': { at: '{other}' } },
});

describe('a trigger', () => {
  const names: readonly (readonly [server: string, path: string, origin: string])[] = [
    ['a.test', 'a.test', 'a.test'],
    ['[::1]:8449', '%5B%3A%3A1%5D%3A8449', '[::1]:8449'],
    ['a/../b?c#d', 'a%2F..%2Fb%3Fc%23d', 'a/../b?c#d'],
    ['a%2e{self}', 'a%252e%7Bself%7D', 'a%2e{self}'],
    ['a"\\b', 'a%22%5Cb', 'a\\"\\\\b'],
    ['', '', ''],
  ];
  for (const [server, path, origin] of names) {
    it(`has the name ${JSON.stringify(server)} escaped as each place demands`, () => {
      assert.deepEqual(clientRequest(trigger, { server, self: 'sut.test' }), {
        method: 'POST',
        path: `/profile/%40u%3A${path}?via=sut.test`,
        headers: { Authorization: `X-Matrix origin="${origin}",destination="sut.test"` },
        body: JSON.stringify({ list: [`@u:${server}`, 1, null], '{server}': { at: '{other}' } }),
      });
    });
  }

  const impossible = ['ü.test', 'a\r\nb', 'a\0'];
  for (const server of impossible) {
    it(`cannot have ${JSON.stringify(server)} in a header`, () => {
      assert.equal(clientRequest(trigger, { server, self: 'x' }), 'such a name cannot stand in a header');
    });
  }

  it('cannot have half a character in a path, and can have any whole one', () => {
    const bare = { ...trigger, headers: {} };
    assert.equal(clientRequest(bare, { server: '\ud800', self: 'x' }), 'such a name cannot stand in a URL');
    const request = clientRequest(bare, { server: 'ü\n.test', self: 'x' });
    assert.ok(typeof request === 'object');
    assert.equal(request.path, '/profile/%40u%3A%C3%BC%0A.test?via=x');
  });
});

describe('an answer means', () => {
  const patterns = {
    reached: ['200', '404 M_NOT_FOUND'],
    failed: ['4xx', '502', '5xx M_UNKNOWN'],
    notAsked: ['400', '4xx M_INVALID_PARAM'],
  };
  const table: readonly (readonly [number, string | undefined, ReturnType<typeof meaningOf>])[] = [
    [200, undefined, 'reached'],
    [201, undefined, undefined],
    [404, 'M_NOT_FOUND', 'reached'],
    [404, 'M_UNRECOGNIZED', 'failed'],
    [404, undefined, 'failed'],
    [400, 'M_UNKNOWN', 'notAsked'],
    [403, 'M_INVALID_PARAM', 'notAsked'],
    [502, undefined, 'failed'],
    [500, 'M_UNKNOWN', 'failed'],
    [500, 'M_OTHER', undefined],
  ];
  for (const [status, errcode, meaning] of table) {
    it(`${status} ${errcode ?? 'without errcode'}: ${meaning ?? 'nothing'}`, () => {
      assert.equal(meaningOf(patterns, status, errcode), meaning);
    });
  }

  it('only what a pattern can say', () => {
    for (const pattern of ['OK', '20', '2XX', '600', '200 ', '200 not found'])
      assert.ok(!triggerSchema.safeParse({ path: '/', reached: [pattern] }).success, pattern);
  });
});
