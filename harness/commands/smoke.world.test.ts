import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findImplementation } from '../adapters/index.ts';
import { projectRoot } from './cli/project.ts';
import { tryOut } from './smoke.ts';

async function smoked(what: string) {
  let text = '';
  const found = await findImplementation(what, projectRoot());
  assert.ok(found.kind === 'process');
  const good = await tryOut(found, (lines) => {
    text += `${lines.join('\n')}\n`;
  });
  return { good, text };
}

describe('signpost smoke', () => {
  it('is content with the resolver of the tutorial', async () => {
    const { good, text } = await smoked(`python3 '${projectRoot()}/docs/examples/resolver.py'`);
    assert.ok(good, text);
    assert.equal(text.match(/^✓ /gm)?.length, 8);
    assert.match(text, /is reached: fallback\.control\.test: fallback\.control\.test:8448, status 200/);
  });

  it('is content with a program that `serve` of our package makes', async () => {
    const { good, text } = await smoked(`node '${projectRoot()}/harness/adapters/zoo/served.mjs'`);
    assert.ok(good, text);
  });

  it('believes the wire, not the claim', async () => {
    const { good, text } = await smoked(`node '${projectRoot()}/harness/adapters/zoo/does-not-connect.mjs'`);
    assert.ok(!good);
    assert.match(
      text,
      /✗ a name that is up is reached: .*:8448\n {2}→ neither a DNS question nor a connection came/,
    );
  });
});
