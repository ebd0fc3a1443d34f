import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_CONNECTIONS, mostConnections } from './most-connections.ts';

const table: readonly [soft: string, most: number][] = [
  ['1024', 256],
  ['20000', 4096],
  ['1048576', 4096],
  ['unlimited', 4096],
];

for (const [soft, most] of table) {
  test(`${soft} open files: ${most} connections a case`, () => {
    const line = `Max open files            ${soft.padEnd(20)} 1048576              files     \n`;
    assert.equal(mostConnections(`Max processes             7 7 processes \n${line}`), most);
  });
}

test('this machine has room for some', () => assert.ok(MOST_CONNECTIONS > 0));
