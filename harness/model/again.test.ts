import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFirstNamed } from './again.ts';
import { steady } from './steady.ts';
import { makeCase } from './testing/model-cases.ts';
