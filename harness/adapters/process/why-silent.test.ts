import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whySilent } from './why-silent.ts';

const BUILDS: readonly (readonly [string, RegExp])[] = [
  ['go run .', /\(go build /],
  ['/usr/lib/go/bin/go run ./cmd/resolver', /\(go build /],
  ['sh -c cd resolver && go run .', /\(go build /],
  ['cargo run --release', /\(cargo build /],
  ['cargo --quiet run', /\(cargo build /],
  ['./gradlew run', /\(gradle /],
];

for (const [line, built] of BUILDS)
  test(`\`${line}\` builds first`, () => {
    const hint = whySilent(line.split(' '));
    assert.match(hint, built);
    assert.match(hint, /`startSeconds`/);
    assert.doesNotMatch(hint, /flush/);
  });

for (const line of ['python3 resolver.py', './go-resolver run', 'cargo-resolver --run', 'node run.mjs'])
  test(`\`${line}\` does not, and may forget to flush`, () => {
    assert.match(whySilent(line.split(' ')), /flush its stdout/);
  });
