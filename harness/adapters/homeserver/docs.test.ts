import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manifestSchemas } from '../implementation.ts';
import { readImplementation } from '../manifest.ts';

const ROOT = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/drive-a-homeserver.md', ROOT), 'utf8');

describe('docs/drive-a-homeserver.md', () => {
  it('shows an implementation.json that we read', () => {
    const [, text = ''] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
    const manifest = manifestSchemas.homeserver.parse(JSON.parse(text));
    assert.deepEqual(Object.keys(manifest.triggers), ['profile', 'keys']);
  });

  it('explains every field that only a homeserver has', () => {
    const common = Object.keys(manifestSchemas.process.shape);
    for (const field of Object.keys(manifestSchemas.homeserver.shape).filter((one) => !common.includes(one)))
      assert.match(page, new RegExp(`\\| .*\`${field}\`.* \\|`), field);
  });
});

describe('fixtures/implementations/synapse', () => {
  it('is a homeserver with the three triggers that scenarios ask for', async () => {
    const synapse = await readImplementation(
      fileURLToPath(new URL('fixtures/implementations/synapse', ROOT)),
    );
    assert.ok(synapse.kind === 'homeserver');
    assert.deepEqual(Object.keys(synapse.triggers), ['profile', 'keys', 'media']);
  });
});
