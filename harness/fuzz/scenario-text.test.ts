import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { draw } from './draw.ts';
import type { ScenarioDocument } from './scenario-of.ts';
import { scenarioText } from './scenario-text.ts';

const DOCUMENT: ScenarioDocument = {
  title: 'A "title"',
  clauses: ['S4-a', 'S4-b'],
  dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: ['10 5 8449 srv', '20 5 8449 srv'] }, fed: {} },
  hosts: {
    origin: { '443': { cert: '@', routes: { '/x': { status: 404 } } }, '8448': { cert: ['@', 'fed'] } },
    srv: {},
  },
  expect: { step: '4', refuse: true },
};

test('a file looks as if a person had written it', () => {
  assert.equal(
    scenarioText(DOCUMENT),
    `{
  "$schema": "../scenario.schema.json",
  "title": "A \\"title\\"",
  "clauses": ["S4-a", "S4-b"],
  "dns": {
    "@":                { "A": "origin" },
    "_matrix-fed._tcp": { "SRV": ["10 5 8449 srv", "20 5 8449 srv"] },
    "fed":              {}
  },
  "hosts": {
    "origin": { "443":  { "cert": "@", "routes": { "/x": { "status": 404 } } },
                "8448": { "cert": ["@", "fed"] } },
    "srv":    {}
  },
  "expect": { "step": "4", "refuse": true }
}
`,
  );
});

test('nothing is lost in it', () => {
  const worlds = draw(3, DEFAULT_SPEC_VERSION, new Set());
  for (let count = 0; count < 100; count++) {
    const { document } = worlds.next().value.world;
    const { $schema: _, ...read } = JSON.parse(scenarioText(document));
    assert.deepEqual(read, JSON.parse(JSON.stringify(document)));
  }
});
