import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  applies,
  DEFAULT_SPEC_VERSION,
  hasFederationService,
  isSpecVersion,
  nameOfVersion,
  namesDestination,
  SPEC_VERSIONS,
  UNSTABLE_SPEC_VERSION,
} from './version.ts';

test('versions run from v1.1 to the unpublished one, which is judged by only where somebody asks for it', () => {
  assert.equal(SPEC_VERSIONS[0], 'v1.1');
  assert.deepEqual(SPEC_VERSIONS.slice(-2), [DEFAULT_SPEC_VERSION, UNSTABLE_SPEC_VERSION]);
  assert.equal(nameOfVersion(UNSTABLE_SPEC_VERSION), 'unstable');
  assert.equal(nameOfVersion('v1.2'), 'v1.2');
  for (const bad of ['v1.0', 'v1.21', '1.8', 'v1.08', 'r0.1.4', 'v2.1'])
    assert.equal(isSpecVersion(bad), false, bad);
});

test('a case applies from since to until, numbers not letters compared', () => {
  assert.equal(applies({}, 'v1.1'), true);
  assert.equal(applies({ since: 'v1.8' }, 'v1.7'), false);
  assert.equal(applies({ since: 'v1.8' }, 'v1.8'), true);
  assert.equal(applies({ since: 'v1.8' }, 'v1.10'), true);
  assert.equal(applies({ until: 'v1.7' }, 'v1.7'), true);
  assert.equal(applies({ until: 'v1.7' }, 'v1.8'), false);
});

test('the destination came with v1.3', () => {
  assert.equal(namesDestination('v1.2'), false);
  assert.equal(namesDestination('v1.3'), true);
});

test('_matrix-fed came with v1.8', () => {
  assert.equal(hasFederationService('v1.7'), false);
  assert.equal(hasFederationService('v1.8'), true);
});
