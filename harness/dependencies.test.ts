/** What comes with the packages that Signpost is made of: their licences, and what is known against them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { isPermissive, lockedPackages, PAGE, page, shownName, unexplained } from '../.ci/licences.mjs';

const ROOT = join(import.meta.dirname, '..');

interface Installed {
  readonly name: string;
  readonly licence: string;
}

/** Every package in a folder `node_modules`, with those in folders of their own. */
function installedIn(folder: string): Installed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((own) => `${name}/${own}`) : [name],
    )
    .flatMap((name) => {
      const { license } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'));
      const licence = typeof license === 'string' ? license : 'unknown';
      return [{ name: shownName(name), licence }, ...installedIn(join(folder, name, 'node_modules'))];
    });
}

const rows = await lockedPackages();

test('the page has every package of the lock file', () => {
  assert.equal(readFileSync(join(ROOT, PAGE), 'utf8'), page(rows), '.ci/licences.mjs --write');
});

test('what is installed has the licence that the page says', () => {
  const installed = installedIn(join(ROOT, 'node_modules'));
  assert.ok(installed.length > 50);
  const wrong = installed.filter(
    ({ name, licence }) => !rows.some((row) => row.name === name && row.licence === licence),
  );
  assert.deepEqual(wrong, []);
});

test('a licence that asks for more, or that is not known, has a reason', () => {
  assert.deepEqual(unexplained(rows), []);
  const LICENCES: readonly [string, boolean][] = [
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT AND (ISC OR GPL-2.0))', false],
    ['GPL-3.0-or-later', false],
    ['MPL-2.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['unknown', false],
  ];
  for (const [licence, expected] of LICENCES) assert.equal(isPermissive(licence), expected, licence);
  const copyleft = { name: 'x', licence: 'AGPL-3.0-only', use: 'published with it' } as const;
  assert.deepEqual(unexplained([copyleft]), [copyleft]);
});

const advisory = (severity: string, name = 'express') => ({
  vulnerabilities: {
    x: { name, severity, range: '<2', via: [{ title: 'It leaks', url: 'https://x.test/1' }] },
  },
});

const ANSWERS: readonly [title: string, answer: unknown, code: number, says: RegExp][] = [
  ['nothing is known', { vulnerabilities: {} }, 0, /^0 of high severity in what is published, 0 others$/m],
  [
    'something of moderate severity',
    advisory('moderate'),
    0,
    /^moderate: express <2: It leaks .*\n0 of high severity in .*, 1 others/m,
  ],
  [
    'something of high severity',
    advisory('high'),
    1,
    /^high: express <2: It leaks https:\/\/x\.test\/1\n1 of high severity/m,
  ],
  ['something critical', advisory('critical'), 1, /^critical: express/m],
  [
    'something critical of a package that is not published',
    advisory('critical', 'typescript'),
    0,
    /^critical: typescript <2 \(not published\): .*\n0 of high severity in .*, 1 others/m,
  ],
  [
    'a registry that does not answer',
    { statusCode: 405, message: '405 Not Allowed' },
    0,
    /^not checked: .*405 Not Allowed/m,
  ],
  [
    'no network',
    { error: { code: 'ENOTFOUND', summary: 'no such host' } },
    0,
    /^not checked: .*no such host/m,
  ],
  [
    'no lock file',
    { error: { code: 'ENOLOCK', summary: 'no lock file' } },
    1,
    /^npm audit failed: no lock file/m,
  ],
  ['something else', 'x', 1, /^npm audit failed/m],
];

test('what is known against packages is told, and fails where it is grave', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-advisories-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [title, answer, code, says] of ANSWERS) {
    const npm = join(folder, 'npm');
    writeFileSync(join(folder, 'answer'), JSON.stringify(answer));
    writeFileSync(npm, `#!/bin/sh\ncat '${folder}/answer'; exit 1\n`);
    chmodSync(npm, 0o755);
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, '.ci/advisories.mjs')], {
      env,
      encoding: 'utf8',
    });
    assert.equal(status, code, `${title}: ${stdout}`);
    assert.match(stdout, says, title);
  }
});
