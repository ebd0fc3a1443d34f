import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanEnvironment } from './clean-environment.ts';
import { identityOf } from './identity.ts';
import { limitsOf } from './limits.ts';
import { tablesOf } from './tables.ts';

const ALONE = '         0       1001          1\n';
const WITH_PROGRAMS = '         0          0          1\n      1000      65534          1\n';

test('a program becomes the user of no rights where the sandbox has one, and is below us in any case', () => {
  const alone = identityOf({ uidMap: ALONE, root: false, same: false });
  assert.equal(alone.owner, undefined);
  assert.equal(alone.become[0], 'unshare');
  const mapped = identityOf({ uidMap: WITH_PROGRAMS, root: false, same: false });
  assert.equal(mapped.owner, 1000);
  assert.deepEqual(mapped.become.slice(0, 2), ['setpriv', '--reuid=1000']);
  for (const { become } of [alone, mapped])
    for (const word of ['--user', '--map-user=1000', '--no-new-privs', '--bounding-set=-all'])
      assert.ok(become.includes(word), word);
});

test('user 0 is one in namespaces of its own, and outside nobody else than others', () => {
  const { owner, become } = identityOf({ uidMap: WITH_PROGRAMS, root: true, same: false });
  assert.equal(owner, 1000);
  assert.ok(become.includes('--map-user=0') && become.includes('--reuid=1000'));
});

test('whoever is trusted stays who started the sandbox', () => {
  assert.equal(identityOf({ uidMap: WITH_PROGRAMS, root: false, same: true }).owner, undefined);
});

test('ours, sockets of the user and tokens of a CI leave the environment, the rest stays', () => {
  const kept = {
    PATH: '/bin',
    HOME: '/home/me',
    LANG: 'C',
    GITHUB_REPOSITORY: 'a/b',
    CI: 'true',
    SSL_CERT_FILE: '/ca',
  };
  const lost = {
    SIGNPOST_INSIDE: '{}',
    SIGNPOST_SCRATCH: '/s',
    SSH_AUTH_SOCK: '/run/agent',
    DOCKER_HOST: 'unix:///run/docker.sock',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus',
    GITHUB_TOKEN: 't',
    GITHUB_ENV: '/f',
    ACTIONS_RUNTIME_TOKEN: 't',
  };
  assert.deepEqual(cleanEnvironment({ ...kept, ...lost, UNSET: undefined }), kept);
});

test('as many processes may be there as there are, and 512 more', () => {
  assert.equal(limitsOf('0.10 0.20 0.30 3/400 12345\n').processes, 912);
});

test('a table says blanks as fstab does, and the script quotes them', () => {
  const { script, mounts } = tablesOf(
    {
      covers: ['/stage/0'],
      folders: ["/stage/0/a b's"],
      files: ['/stage/0/f'],
      links: [{ to: '/l', place: '/stage/0/l' }],
      mounts: [{ source: '/a b\\#', target: '/c\td', options: 'bind,ro' }],
    },
    (path) => path === '/proc/sys',
  );
  assert.equal(
    script,
    "mkdir -p -m 1777 -- '/stage/0' '/stage/0/a b'\\''s' &&\n: > '/stage/0/f' &&\nln -s -- '/l' '/stage/0/l'\n",
  );
  assert.deepEqual(mounts.split('\n'), [
    '/a\\040b\\134\\043 /c\\011d none bind,ro 0 0',
    'signpost /proc proc nosuid,nodev,noexec 0 0',
    '/proc/sys /proc/sys none bind,ro 0 0',
    '',
  ]);
});
