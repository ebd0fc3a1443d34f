import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type MachineFacts, namespaceRemedies } from './remedy.ts';

const PLAIN: MachineFacts = { sysctl: {}, container: false, root: false };

const TABLE: readonly [what: string, machine: MachineFacts, first: RegExp, lines: number][] = [
  [
    'no user namespaces at all',
    { ...PLAIN, sysctl: { 'user.max_user_namespaces': 0 }, container: true },
    /^user\.max_user_namespaces is 0: sudo sysctl -w user\.max_user_namespaces=\d+$/,
    1,
  ],
  [
    'Debian’s switch',
    { ...PLAIN, sysctl: { 'kernel.unprivileged_userns_clone': 0 } },
    /sudo sysctl -w kernel\.unprivileged_userns_clone=1$/,
    1,
  ],
  [
    'Ubuntu’s AppArmor rule',
    { ...PLAIN, sysctl: { 'kernel.apparmor_restrict_unprivileged_userns': 1 } },
    /sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0$/,
    1,
  ],
  ['a container', { ...PLAIN, container: true }, /--security-opt seccomp=unconfined --user 65534/, 1],
  ['a container, as root', { ...PLAIN, container: true, root: true }, /--cap-add SYS_ADMIN/, 1],
  ['nothing that shows', PLAIN, /in a container/, 1],
  [
    'two reasons at once',
    { ...PLAIN, sysctl: { 'kernel.apparmor_restrict_unprivileged_userns': 1 }, container: true },
    /AppArmor/,
    2,
  ],
];

for (const [what, machine, first, lines] of TABLE) {
  test(`a machine without namespaces is told what to do: ${what}`, () => {
    const remedies = namespaceRemedies(machine);
    assert.match(remedies[0] ?? '', first);
    assert.equal(remedies.length, lines);
  });
}

test('the page on what works where has what each of them is told to type', () => {
  const page = readFileSync(new URL('../../docs/what-works-where.md', import.meta.url), 'utf8');
  const typed = TABLE.flatMap(([, machine]) => namespaceRemedies(machine)).flatMap(
    (line) => line.match(/sudo sysctl .*|--security-opt .*privileges|--cap-add SYS_ADMIN/g) ?? [],
  );
  assert.equal(new Set(typed).size, 5);
  for (const command of typed) assert.ok(page.includes(command), command);
});
