// compare-verdicts.mjs quiet|busy FIRST SECOND: whether two lists of verdicts (`verdicts.mjs`) say the same. In a busy round
// fewer than one in a hundred may be an error by overload instead, or a twin of one, and each is told.
import { readFileSync } from 'node:fs';

const MOST_ERRORS = 0.01;
const [kind, first, second] = process.argv.slice(2);

/** @param {string | undefined} file */
function read(file) {
  const lines = readFileSync(file ?? '', 'utf8')
    .trimEnd()
    .split('\n');
  return new Map(lines.map((line) => [JSON.parse(line).slice(0, 2).join(' '), line]));
}

const [before, now] = [read(first), read(second)];
/** @param {string} line */
const isTwinOfError = (line) => line.includes('its parent ended in an error');
let errors = 0;
let differences = 0;
for (const key of new Set([...before.keys(), ...now.keys()])) {
  const line = now.get(key) ?? 'no verdict';
  const isError = line !== 'no verdict' && JSON.parse(line)[2] === 'error';
  if (kind === 'busy' && ((isError && line.includes('harness overloaded')) || isTwinOfError(line))) {
    errors++;
    console.log(`  error ${line}`);
  } else if (isError || line !== before.get(key)) {
    differences++;
    console.log(`< ${before.get(key) ?? 'no verdict'}\n> ${line}`);
  }
}
const isTooMany = errors >= MOST_ERRORS * now.size;
if (isTooMany && errors > 0)
  console.log(`${errors} of ${now.size} verdicts are errors by overload: 1 % is too many`);
process.exitCode = differences > 0 || (isTooMany && errors > 0) ? 1 : 0;
