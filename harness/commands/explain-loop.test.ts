/** The lines that `signpost explain` prints, run in the mock internet until nothing is missing, and the answer in the end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isProgram } from '../base/index.ts';
import { callSignpost } from './testing/call-signpost.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');
const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-loop-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

/** All but the last line ask; the last explains, behind the words with which the command was called. */
const LOOP = `
for server in "$@"; do
  words="explain $server"
  for round in 1 2 3 4 5; do
    node "$SIGNPOST" $words --commands > lines
    test -s lines || break
    sed '$d' lines > asking
    sh asking
    words=$(sed -n '$s/^.* explain /explain /p' lines)
  done
  node "$SIGNPOST" $words | head -1
done
`;

const PROGRAMS = ['curl', 'dig', 'openssl'];

test('the lines lead to the answer', async (t) => {
  for (const program of PROGRAMS) if (!(await isProgram(program))) return t.skip(`without ${program}`);
  const file = path.join(FOLDER, 'loop.sh');
  writeFileSync(file, LOOP);
  const servers = ['fed.srv.test', 'port.well-known.test', 'no-https.fallback.test'];
  const cases = ['srv/fed', 'well-known/port', 'fallback/no-https'];
  const args = [
    'shell',
    ...cases,
    '--',
    'sh',
    '-c',
    `cd '${FOLDER}' && SIGNPOST='${SIGNPOST}' sh loop.sh ${servers.join(' ')}`,
  ];
  const { code, stdout } = await callSignpost(FOLDER, args);
  assert.equal(code, 0);
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\d+(?:\.\d+){3}/g, 'A'));
  assert.deepEqual(answers, [
    'Others reach fed.srv.test at A:8449.',
    'Others reach port.well-known.test at A:8443.',
    'Others do not reach no-https.fallback.test: A:8448 refuses.',
  ]);
});
