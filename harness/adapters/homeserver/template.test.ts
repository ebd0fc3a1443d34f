import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { templateText } from './template.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-template-'));
});
after(() => rm(folder, { recursive: true }));

const ROWS: readonly (readonly [text: string, told: RegExp])[] = [
  ['data: {data}\nlog: "{{level}}"\nport: {prot}\n', /config:3:7: .*\{prot\} here, did you mean \{port\}\?/],
  ['server: {server}\n', /config:1:9: .*\{server\} here, there is \{address\} \{port\}/],
  ['keys: {cache}/keys', /config:1:7: .*\{cache\} here, there is/],
];

for (const [text, told] of ROWS) {
  test(`a template with ${JSON.stringify(text)} is an error with its place`, async () => {
    await writeFile(join(folder, 'config'), text);
    assert.throws(() => templateText('config', folder, {}), {
      code: 'implementation-invalid',
      message: told,
    });
  });
}

test('what stands for something is left to be filled in', async () => {
  const text = '{data} {cache} {self} {"a":1} {{level}}';
  await writeFile(join(folder, 'config'), text);
  assert.equal(templateText('config', folder, { cache: '/built' }), text);
});
