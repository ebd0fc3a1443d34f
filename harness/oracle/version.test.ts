import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SpecVersion } from '../model/index.ts';
import {
  applies,
  DEFAULT_SPEC_VERSION,
  hasFederationService,
  isSpecVersion,
  nameOfVersion,
  namesDestination,
  SPEC_VERSIONS,
  stepInVersion,
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

test('steps have the numbers that they have in the text of the version', () => {
  const steps = ['0', '1', '2', '3', '3.1', '3.2', '3.4', '3.5', '5', '6', 'invalid'] as const;
  const of = (version: SpecVersion) => steps.map((step) => stepInVersion(step, version)).join(' ');
  assert.equal(of('v1.7'), '0 1 2 3 3.1 3.2 3.3 3.4 4 5 invalid');
  assert.equal(of('v1.8'), steps.join(' '));
  assert.equal(of(DEFAULT_SPEC_VERSION), steps.join(' '));
});
