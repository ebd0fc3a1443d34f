import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireOwnNamespace } from './guard.ts';

test('the sandbox passes the guard', () => assert.doesNotThrow(requireOwnNamespace));
