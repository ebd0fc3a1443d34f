import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { manifestSchemas } from '../implementation.ts';
import { readImplementation } from '../manifest.ts';

const ROOT = new URL('../../../', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(`docs/${name}`, ROOT), 'utf8');
const page = textOf('drive-a-homeserver.md');

/** The first `implementation.json` that a page shows. */
function shownIn(text: string) {
  const [, json = ''] = /^```json\n(.*?)^```$/ms.exec(text) ?? [];
  return JSON.parse(json) as Record<string, unknown>;
}

describe('docs/drive-a-homeserver.md', () => {
  it('shows an implementation.json that we read', () => {
    const manifest = manifestSchemas.homeserver.parse(shownIn(page));
    assert.deepEqual(Object.keys(manifest.triggers), ['profile', 'keys']);
  });

  it('explains every field that only a homeserver has', () => {
    const common = Object.keys(manifestSchemas.process.shape);
    for (const field of Object.keys(manifestSchemas.homeserver.shape).filter((one) => !common.includes(one)))
      assert.match(page, new RegExp(`\\| .*\`${field}\`.* \\|`), field);
  });
});

describe('docs/test-your-homeserver.md', () => {
  it('shows one with all that a homeserver needs, and nothing else', () => {
    const shown = shownIn(textOf('test-your-homeserver.md'));
    manifestSchemas.homeserver.parse(shown);
    const needless = Object.keys(shown).filter((field) => {
      const { [field]: _, ...rest } = shown;
      return manifestSchemas.homeserver.safeParse(rest).success;
    });
    assert.deepEqual(needless, ['files']);
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
