import assert from 'node:assert/strict';
import { test } from 'node:test';
import { specParts } from './spec-parts.ts';
import { partsOfVersion } from './version-parts.ts';

const SIGNED = { method: 'GET', uri: '/x', origin: 'a.test', destination: 'b.test' };

test('each version has its services and its header', () => {
  for (const [version, services, names] of [
    ['v1.1', ['_matrix'], false],
    ['v1.2', ['_matrix'], false],
    ['v1.3', ['_matrix'], true],
    ['v1.7', ['_matrix'], true],
    ['v1.8', ['_matrix-fed', '_matrix'], true],
    ['v1.19', ['_matrix-fed', '_matrix'], true],
    ['v1.20', ['_matrix-fed', '_matrix'], true],
  ] as const) {
    const parts = { ...specParts, ...partsOfVersion(version) };
    assert.deepEqual(parts.srvServices(), services, version);
    assert.equal(/destination="b\.test",/.test(parts.authorization(SIGNED)), names, version);
  }
});

test('the destination is signed in every version', () => {
  const signature = (header: string) => /sig="([^"]+)"/.exec(header)?.[1];
  const old = { ...specParts, ...partsOfVersion('v1.2') };
  assert.equal(signature(old.authorization(SIGNED)), signature(specParts.authorization(SIGNED)));
});
