import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServerName } from '../model/index.ts';
import { type Call, takesPart } from './trace.ts';

const name = parseServerName('hs.test');
const withPort = parseServerName('hs.test:8448');

const read = (text: string): Call => ({
  part: 'readName',
  pure: { given: [text], result: parseServerName(text) },
});
const looked: Call = { part: 'lookupSrv' };

test('a pure part matters where it gives another result for what it was given', () => {
  const replaces = { readName: () => name };
  assert.equal(takesPart({ replaces }, [read('hs.test'), looked]), false);
  assert.equal(takesPart({ replaces }, [read('hs.test'), read('hs.test:8448')]), true);
  assert.deepEqual([name.ok, withPort.ok], [true, true]);
});

test('a part that throws where the reference does not gives another result', () => {
  const replaces = {
    readName: () => {
      throw new Error('no');
    },
  };
  assert.equal(takesPart({ replaces }, [read('hs.test')]), true);
});

test('a part that has to do with the world matters where it was used', () => {
  const replaces = { lookupSrv: async () => [] };
  assert.equal(takesPart({ replaces }, [read('hs.test')]), false);
  assert.equal(takesPart({ replaces }, [read('hs.test'), looked]), true);
});
