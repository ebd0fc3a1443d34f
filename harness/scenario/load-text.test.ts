import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadText } from './load-text.ts';
import { scenario, scratchLibrary } from './testing/scratch-library.ts';

const text = JSON.stringify(scenario(), null, 2);

test('a text becomes the case that its file would become', () => {
  using library = scratchLibrary({ 'x/case.json': text });
  const [ofFile] = library.load().cases;
  const ofText = loadText({ id: 'x/case', file: 'x/case.json', text }, new Set());
  assert.ok('case' in ofText && ofFile);
  assert.deepEqual({ ...ofText.case, source: {} }, { ...ofFile, source: {} });
});

test('two texts with one id share no address', () => {
  const taken = new Set<number>();
  const [one, other] = [1, 2].map(() => loadText({ id: 'x/case', file: '', text }, taken));
  assert.ok(one && other && 'case' in one && 'case' in other);
  assert.notEqual(one.case.hosts[0]?.ipv4, other.case.hosts[0]?.ipv4);
});

test('what is wrong in a text is told as in a file', () => {
  const problems = (source: string) => {
    const bound = loadText({ id: 'x/case', file: 'a.json', text: source }, new Set());
    assert.ok('problems' in bound);
    return bound.problems.map(({ code, position }) => `${code} ${position?.file}:${position?.line}`);
  };
  assert.deepEqual(problems('{'), ['bad-json a.json:1']);
  assert.ok(problems('{\n"titel": "x"\n}').includes('unknown-key a.json:2'));
  assert.deepEqual(problems(text.replace('"A": "origin"', '"A": "orgin"')), ['undeclared-host a.json:8']);
});
