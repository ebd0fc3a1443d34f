import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWellKnown } from './well-known.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Each row: body → the name, or the clause that says no; then what is open. */
const BODIES: [body: string | Uint8Array, result: string, ...open: string[]][] = [
  ['{"m.server":"dh.test"}', 'dh.test'],
  ['{"m.server":"dh.test:443"}', 'dh.test:443'],
  ['{"m.server":"20.1.0.1"}', '20.1.0.1'],
  ['{"m.server":"[2a00:db8::1]:8449"}', '[2a00:db8::1]:8449'],
  [' \r\n\t{ "m.server" : "dh.test" }\n', 'dh.test'],
  ['{"m.server":"dh\\u002etest"}', 'dh.test'],
  ['{"x":1,"m.server":"dh.test:8449","m.homeserver":{"m.server":"no.test"}}', 'dh.test:8449'],
  ['{"né":"ü","m.server":"dh.test"}', 'dh.test'],
  ['{"m.server":"dh.test:99999"}', 'dh.test:99999'],
  ['', 'S3-g'],
  ['<html></html>', 'S3-g'],
  ['{"m.server":"dh.test"', 'S3-g'],
  ["{'m.server':'dh.test'}", 'S3-g'],
  ['{"m.server":"dh.test",}', 'S3-g'],
  ['{/* */"m.server":"dh.test"}', 'S3-g'],
  ['dh.test', 'S3-g'],
  ['{}', 'S3-h'],
  ['[]', 'S3-h'],
  ['["m.server"]', 'S3-h'],
  ['"dh.test"', 'S3-h'],
  ['null', 'S3-h'],
  ['5', 'S3-h'],
  ['{"m.server":null}', 'S3-h'],
  ['{"m.server":1}', 'S3-h'],
  ['{"m.server":[]}', 'S3-h'],
  ['{"m.server":["dh.test"]}', 'S3-h'],
  ['{"m.server":{}}', 'S3-h'],
  ['{"m.server":""}', 'S3-h'],
  ['{"m.server":"https://dh.test"}', 'S3-h'],
  ['{"m.server":"dh.test/x"}', 'S3-h'],
  ['{"m.server":"dh.test:"}', 'S3-h'],
  ['{"m.server":"dh.test:x"}', 'S3-h'],
  ['{"m.server":"dh.test:123456"}', 'S3-h'],
  ['{"m.server":"dh_x.test"}', 'S3-h'],
  ['{"m.server":" dh.test"}', 'S3-h'],
  ['{"m.server":"dh.test\\n"}', 'S3-h'],
  ['{"m.server":"u@dh.test"}', 'S3-h'],
  ['{"m.server":"2001:db8::1"}', 'S3-h'],
  ['{"server":"dh.test"}', 'S3-h'],
  ['{"__proto__":{"m.server":"dh.test"}}', 'S3-h'],
  ['{"M.Server":"dh.test"}', 'S3-s', 'AMB-9'],
  ['\ufeff{"m.server":"dh.test"}', 'dh.test', 'AMB-9'],
  ['{"m.server":"a.test","m.server":"b.test"}', 'b.test', 'AMB-9'],
  ['{"m.server":"dh.test"} trailing', 'S3-g', 'AMB-9'],
  ['{"m.server":"dh.test"}{}', 'S3-g', 'AMB-9'],
  ['{"x":NaN,"m.server":"dh.test"}', 'S3-g', 'AMB-9'],
  ['callback({"m.server":"dh.test"})', 'S3-g'],
  ['<!DOCTYPE html><script>{"m.server":"dh.test"}</script>', 'S3-g'],
  [Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), 'S3-j'],
  [Buffer.from('{"m.server":"dh.test"}', 'utf16le'), 'S3-g'],
];

test('a body delegates or says why not', () => {
  for (const [body, result, ...open] of BODIES) {
    const read = readWellKnown(200, typeof body === 'string' ? bytes(body) : body);
    assert.deepEqual(
      [read.ok ? read.name.text : read.clause, ...read.open.map(({ id }) => id)],
      [result, ...open],
      `${body}`,
    );
  }
});

test('only status 200 counts, whatever the body says', () => {
  const body = bytes('{"m.server":"dh.test"}');
  const rows: [number, string][] = [
    [201, 'S3-e'],
    [203, 'S3-e'],
    [204, 'S3-e'],
    [206, 'S3-e'],
    [300, 'R-8'],
    [304, 'R-8'],
    [305, 'R-8'],
    [401, 'S3-d'],
    [404, 'S3-d'],
    [410, 'S3-d'],
    [418, 'S3-d'],
    [500, 'S3-d'],
    [503, 'S3-d'],
  ];
  for (const [status, clause] of rows) {
    const read = readWellKnown(status, body);
    assert.ok(!read.ok);
    assert.equal(read.clause, clause, `${status}`);
    assert.deepEqual(
      read.open.map(({ id }) => id),
      status === 410 ? ['AMB-31'] : [],
    );
  }
});
