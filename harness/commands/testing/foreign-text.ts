/** What somebody could write into any text that we did not: for the tests of what is printed of it. */
import assert from 'node:assert/strict';

/** What must never stand where a line of ours begins. */
const FORGED = 'FAIL forged/line';

/** Commands of GitHub, Azure, TeamCity and GitLab, escapes, and marks that turn text round or hide it. */
export const HOSTILE = [
  'hostile\r',
  '::error title=owned::somebody else wrote this',
  '  ::stop-commands::word',
  '##vso[task.complete result=Succeeded]',
  '##[error]old',
  "##teamcity[testFailed name='x']",
  'section_start:1:a\r\u001b[0K',
  '\u001b]0;title\u0007\u001b[31mred\u001b[2J\u009b2J',
  'turned \u202eround\u2066 and hidden \u200b\ufeff\u0085\u2028::error::x',
  FORGED,
].join('\n');

/** A short one, for where little is taken. */
export const HOSTILE_NAME = 'h\n::error::x\n##[error]y\u001b[2J\u202e';

/** What is wrong with an output, line by line. */
export function harmIn(output: string): string[] {
  return output
    .split('\n')
    .filter(isHarm)
    .map((line) => JSON.stringify(line));
}

function isHarm(line: string): boolean {
  return (
    /^\s*::/.test(line) ||
    /##\w*\[/.test(line) ||
    /(?!\t)[\p{C}\p{Zl}\p{Zp}]/u.test(line) ||
    line.startsWith(FORGED)
  );
}

/** It was printed at all, so that the absence of harm says something, and it does none. */
export function assertHarmless(output: string, title: string, shown = 'error'): void {
  assert.deepEqual(harmIn(output), [], title);
  assert.ok(output.includes(shown), `${title}: nothing of it is shown: ${output}`);
}
