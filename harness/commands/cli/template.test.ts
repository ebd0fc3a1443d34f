/** What `signpost new` writes is right as it stands, whichever family it is for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applies, checkClauses, compareRounds, SPEC_VERSIONS } from '../../oracle/index.ts';
import { lintCase, loadText } from '../../scenario/index.ts';
import { FAMILIES } from './families.ts';
import { scenarioTemplate } from './template.ts';

for (const family of [...Object.keys(FAMILIES), 'new-family'])
  test(`${family}: nothing is wrong but the title, and the oracle agrees with it in every version`, () => {
    const id = `${family}/my-case`;
    const text = scenarioTemplate(id, '../scenario.schema.json');
    const loaded = loadText({ id, file: 'my-case.json', text }, new Set());
    if ('problems' in loaded) throw new AggregateError(loaded.problems);
    const { case: c } = loaded;
    assert.deepEqual(checkClauses(c), []);
    const mistakes = [...new Set(lintCase(c).map(({ message }) => message))];
    assert.equal(mistakes.length, 1, mistakes.join('\n'));
    assert.match(mistakes[0] ?? '', /title/);
    for (const version of SPEC_VERSIONS.filter((one) => applies(c, one)))
      assert.deepEqual(compareRounds(c, version), [], version);
  });
