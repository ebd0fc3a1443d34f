import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheFolder } from './cache-folder.mjs';

test('the cache folder follows XDG_CACHE_HOME when that is absolute', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me', HOME: '/home/me' }), '/var/cache/me/signpost');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/home/me' }), '/home/me/.cache/signpost');
  assert.equal(cacheFolder({ HOME: '/home/me' }), '/home/me/.cache/signpost');
});
