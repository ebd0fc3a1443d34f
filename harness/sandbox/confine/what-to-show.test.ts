import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import type { FileSystem } from './file-system.ts';
import { type HiddenPlaces, hiddenPlaces } from './hidden-places.ts';
import { layoutOf, sees } from './layout.ts';
import { programChain } from './program-chain.ts';
import { type Wish, whatToShow } from './what-to-show.ts';

/** A machine in which every path stands for a file with this text, or `-> PATH` for a link; folders are around them. */
function machine(files: Readonly<Record<string, string>>): FileSystem {
  const folders = new Set<string>(['/']);
  for (const file of Object.keys(files))
    for (let folder = dirname(file); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  const link = (path: string) => files[path]?.match(/^-> (.*)$/)?.[1];
  const real = (path: string): string | undefined => {
    const parts = path.split('/').slice(1);
    for (const [i] of parts.entries()) {
      const to = link(`/${parts.slice(0, i + 1).join('/')}`);
      if (to !== undefined) return real([to, ...parts.slice(i + 1)].join('/'));
    }
    return path in files || folders.has(path) ? path : undefined;
  };
  return {
    kind: (path) => {
      const at = real(path);
      if (at === undefined) return undefined;
      return folders.has(at) ? 'folder' : 'file';
    },
    link,
    real,
    links: (folder) =>
      Object.keys(files)
        .filter((file) => dirname(file) === folder && link(file) !== undefined)
        .map((file) => file.slice(folder.length + 1)),
    isForAll: () => true,
    interpreter: (file) => files[real(file) ?? '']?.match(/^#!(.*)$/m)?.[1],
  };
}

const MACHINE = {
  '/usr/bin/sh': '',
  '/usr/bin/env': '',
  '/usr/bin/python3': '',
  '/usr/bin/tool': '-> /home/me/opt/tool/bin/tool',
  '/home/me/opt/tool/bin/tool': '',
  '/home/me/opt/tool/lib/tool.so': '',
  '/home/me/.ssh/id': '',
  '/home/me/.cache/signpost/pki/secrets.json': '',
  '/home/me/.cache/signpost/pki/authority.pem': '',
  '/home/me/.cache/signpost/implementations/x/1/venv/bin/python': '-> /home/me/.pyenv/versions/3/bin/python3',
  '/home/me/.pyenv/versions/3/bin/python3': '-> python3.11',
  '/home/me/.pyenv/versions/3/bin/python3.11': '',
  '/home/me/.pyenv/versions/3/lib/os.py': '',
  '/home/me/.pyenv/shims/python': '#!/usr/bin/env sh',
  '/home/me/.pyenv/version': '',
  '/home/me/project/run.py': '#!/usr/bin/env python3',
  '/home/me/project/reports/latest.jsonl': '',
  '/home/me/alone.py': '',
  '/home/me/signpost/scenarios/srv/fed.json': '',
  '/home/me/signpost/scenarios/cheat.py': '',
  '/home/me/signpost/docs/examples/resolver.py': '',
  '/home/me/work/space/package.json': '',
  '/home/me/work/space/node_modules/helper/index.js': '',
  '/home/me/work/space/secret': '',
  '/home/me/work/space/packages/one/package.json': '',
  '/home/me/work/space/packages/one/data/table': '',
  '/home/me/work/space/packages/one/src/deep/adapter.js': '#!/usr/bin/env sh',
  '/home/me/app/package.json': '',
  '/home/me/app/adapter.js': '',
  '/home/me/app/node_modules/.bin/signpost': '-> /home/me/app/node_modules/@us/signpost/harness/signpost.mjs',
  '/home/me/app/node_modules/other/index.js': '',
  '/home/me/app/node_modules/@us/signpost/package.json': '',
  '/home/me/app/node_modules/@us/signpost/api/adapter.mjs': '',
  '/home/me/app/node_modules/@us/signpost/harness/signpost.mjs': '',
  '/home/me/app/node_modules/@us/signpost/dist/harness/cli.js': '',
  '/home/me/app/node_modules/@us/signpost/docs/examples/resolver.py': '',
  '/home/me/app/node_modules/@us/signpost/fixtures/spec/clauses.json': '',
  '/home/me/app/node_modules/@us/signpost/scenarios/srv/fed.json': '',
  '/home/me/pr/here/bin/tool': '-> /home/me/signpost/scenarios/srv/fed.json',
  '/home/me/pr/here/lib': '-> /home/me/signpost/scenarios',
  '/home/me/pr/here/lib64': '-> /home/me',
  '/home/me/pr/harmless': '-> /home/me/project/reports/latest.jsonl',
  '/home/me/pr/script': '#!/home/me/signpost/scenarios/srv/fed.json',
  '/home/me/project/reports/adapter.py': '',
  '/tmp/x/shim.mjs': '',
  '/run/systemd/resolv.conf': '',
  '/etc/resolv.conf': '-> /run/systemd/resolv.conf',
};
const LOOK = machine(MACHINE);
const LOOK_FILES = Object.keys(MACHINE);

const PLACES: HiddenPlaces = hiddenPlaces(
  {
    home: ['/home/me'],
    checkout: '/home/me/signpost',
    cache: '/home/me/.cache/signpost',
    reports: ['/home/me/project/reports'],
  },
  LOOK,
);

function wish(some: Partial<Wish>): Wish {
  return { argv: ['sh'], words: [], cwd: '/', path: '/usr/bin', needs: [], data: [], asked: [], ...some };
}

/** Which of the paths it sees. */
function seen(some: Partial<Wish>, paths: readonly string[]): readonly string[] {
  const shown = whatToShow(wish(some), PLACES, LOOK);
  return paths.filter((path) => sees(LOOK.real(path) ?? path, { hidden: PLACES.all, shown }));
}

const HIDDEN = [
  '/home/me/.ssh/id',
  '/home/me/.cache/signpost/pki/secrets.json',
  '/home/me/signpost/scenarios/srv/fed.json',
  '/home/me/alone.py',
  '/home/me/project/run.py',
  '/home/me/project/reports/latest.jsonl',
  '/tmp/x/shim.mjs',
  '/run/systemd/resolv.conf',
];

test('without a need nothing of the hidden places is seen, and all the rest is', () => {
  assert.deepEqual(seen({}, HIDDEN), []);
  assert.deepEqual(seen({}, ['/usr/bin/sh']), ['/usr/bin/sh']);
});

const NEEDS: readonly (readonly [string, Partial<Wish>, readonly string[]])[] = [
  [
    'a file in the command line, with its folder',
    { argv: ['node', '/tmp/x/shim.mjs'] },
    ['/tmp/x/shim.mjs', '/tmp/x'],
  ],
  ['a file at home, without home', { argv: ['sh', '/home/me/alone.py'] }, ['/home/me/alone.py']],
  ['a file after =', { argv: ['sh', '--config=/home/me/alone.py'] }, ['/home/me/alone.py']],
  [
    'a file in a line for sh -c',
    { argv: ['sh', '-c', "exec '/home/me/alone.py'; true"] },
    ['/home/me/alone.py'],
  ],
  ['a file in its environment', { words: ['/nowhere:/tmp/x/shim.mjs'] }, ['/tmp/x/shim.mjs', '/tmp/x']],
  ['a relative path', { argv: ['sh', 'x/shim.mjs'], cwd: '/tmp' }, ['/tmp/x/shim.mjs', '/tmp/x']],
  ['its working directory, but for records', { cwd: '/home/me/project' }, ['/home/me/project/run.py']],
  ['where a link of the system leads', { needs: ['/etc/resolv.conf'] }, ['/run/systemd/resolv.conf']],
  ['the authority, without its key', { needs: ['/home/me/.cache/signpost/pki/authority.pem'] }, []],
  [
    'what --bind names, but for secrets',
    { asked: [{ path: '/home/me', write: false }] },
    ['/home/me/.ssh/id', '/home/me/alone.py', '/home/me/project/run.py'],
  ],
  [
    'a secret that --bind names',
    { asked: [{ path: '/home/me/signpost/scenarios', write: false }] },
    ['/home/me/signpost/scenarios/srv/fed.json'],
  ],
];

for (const [what, some, expected] of NEEDS) {
  test(`it sees ${what}`, () => {
    assert.deepEqual(
      seen(some, [...HIDDEN, '/tmp/x']),
      [...HIDDEN, '/tmp/x'].filter((path) => expected.includes(path)),
    );
  });
}

test('what is expected, a record or a secret is not seen by naming it, in whatever way', () => {
  const telling = [
    '/home/me/signpost/scenarios/srv/fed.json',
    '/home/me/project/reports/latest.jsonl',
    '/home/me/.cache/signpost/pki/secrets.json',
  ];
  const ways: readonly Partial<Wish>[] = [
    ...telling.flatMap((file) => [{ argv: ['sh', file] }, { argv: [file] }, { words: [file] }]),
    { argv: ['sh', '/home/me/pr/harmless', '/home/me/pr/here/lib'] },
    { argv: ['/home/me/pr/script'] },
    { path: '/home/me/pr/here/bin:/usr/bin' },
    { argv: ['/home/me/pr/here/bin/tool'] },
    { argv: ['sh', 'latest.jsonl'], cwd: '/home/me/project/reports' },
  ];
  for (const way of ways)
    assert.deepEqual(seen(way, [...telling, '/home/me/.ssh/id']), [], JSON.stringify(way));
  const asked = [{ path: '/home/me/project/reports', write: false }];
  assert.deepEqual(seen({ asked }, telling), ['/home/me/project/reports/latest.jsonl']);
});

test('a program sees its project, and what Node looks for above it', () => {
  const one = '/home/me/work/space/packages/one';
  const needed = [
    `${one}/data/table`,
    `${one}/package.json`,
    '/home/me/work/space/package.json',
    '/home/me/work/space/node_modules/helper/index.js',
  ];
  const asked = [...needed, '/home/me/work/space/secret', '/home/me/alone.py'];
  assert.deepEqual(seen({ argv: ['node', `${one}/src/deep/adapter.js`] }, asked), needed);
  assert.deepEqual(seen({ argv: [`${one}/src/deep/adapter.js`] }, asked), needed);
  assert.deepEqual(seen({ argv: ['node', '-e', ''], cwd: `${one}/src/deep` }, asked), needed);
});

test('a program among records is seen all the same', () => {
  const program = '/home/me/project/reports/adapter.py';
  assert.deepEqual(seen({ argv: ['python3', program] }, [program]), [program]);
});

test('an installation is seen through every link to it', () => {
  const python = '/home/me/.cache/signpost/implementations/x/1/venv/bin/python';
  const lib = '/home/me/.pyenv/versions/3/lib/os.py';
  assert.deepEqual(seen({ argv: [python] }, [lib]), [lib]);
  assert.deepEqual(seen({ argv: ['tool'] }, ['/home/me/opt/tool/lib/tool.so']), [
    '/home/me/opt/tool/lib/tool.so',
  ]);
  const path = '/home/me/.pyenv/shims:/usr/bin';
  assert.deepEqual(seen({ argv: ['python'], path }, ['/home/me/.pyenv/version', lib]), [
    '/home/me/.pyenv/version',
    lib,
  ]);
});

test('what lies in the library is not shown, and no working directory in the checkout is shown', () => {
  const cheat = '/home/me/signpost/scenarios/cheat.py';
  const library = '/home/me/signpost/scenarios/srv/fed.json';
  assert.deepEqual(seen({ argv: ['sh', cheat] }, [cheat, library]), []);
  assert.deepEqual(seen({ cwd: '/home/me/signpost/scenarios/srv' }, [library]), []);
  assert.deepEqual(seen({ argv: ['sh', '.'], cwd: '/home/me/signpost' }, [library]), []);
  const example = '/home/me/signpost/docs/examples/resolver.py';
  assert.deepEqual(
    seen({ argv: ['sh', 'docs/examples/resolver.py'], cwd: '/home/me/signpost' }, [example, library]),
    [example],
  );
});

test('of a project that has us among its packages the others are seen, and of ours what adapters import', () => {
  const ours = '/home/me/app/node_modules/@us/signpost';
  const places = hiddenPlaces(
    { home: ['/home/me'], checkout: ours, cache: '/home/me/.cache/signpost', reports: [] },
    LOOK,
  );
  const seenBy = (some: Partial<Wish>) => {
    const needs = [`${ours}/package.json`, `${ours}/api`];
    const path = '/usr/bin:/home/me/app/node_modules/.bin';
    const shown = whatToShow(wish({ cwd: '/home/me/app', path, needs, ...some }), places, LOOK);
    const below = LOOK_FILES.filter((file) => file.startsWith('/home/me/app/'));
    return below.filter((file) => sees(LOOK.real(file) ?? file, { hidden: places.all, shown }));
  };
  const always = [
    '/home/me/app/package.json',
    '/home/me/app/adapter.js',
    '/home/me/app/node_modules/.bin/signpost',
    '/home/me/app/node_modules/other/index.js',
    `${ours}/package.json`,
    `${ours}/api/adapter.mjs`,
    `${ours}/harness/signpost.mjs`,
  ];
  assert.deepEqual(seenBy({ argv: ['sh', 'adapter.js'] }), always);
  const example = `${ours}/docs/examples/resolver.py`;
  assert.deepEqual(seenBy({ argv: ['sh', example] }), [...always, example]);
  assert.deepEqual(
    seenBy({ argv: ['sh', ours, `${ours}/scenarios`, `${ours}/dist/harness/cli.js`] }),
    always,
  );
});

test('a folder above something that is shown is made too, so that it may write to it', () => {
  const { folders } = layoutOf({
    hidden: ['/home/me'],
    shown: [
      { source: '/home/me/.pyenv/versions/3/lib', target: '/home/me/.pyenv/versions/3/lib', write: false },
    ],
    present: ['/home/me/a/b'],
    stage: '/stage',
    isFolder: () => true,
    isLink: () => false,
  });
  for (const folder of ['.pyenv', '.pyenv/versions', '.pyenv/versions/3', 'a', 'a/b'])
    assert.ok(folders.includes(`/stage/0/${folder}`), folder);
});

test('a program leads over its links and the interpreter of its first line', () => {
  const chain = (program: string) => programChain(program, '/home/me/project', ['/usr/bin'], LOOK);
  assert.deepEqual(chain('./run.py'), ['/home/me/project/run.py', '/usr/bin/env', '/usr/bin/python3']);
  assert.deepEqual(chain('/home/me/.pyenv/versions/3/bin/python3'), [
    '/home/me/.pyenv/versions/3/bin/python3',
    '/home/me/.pyenv/versions/3/bin/python3.11',
  ]);
  assert.deepEqual(chain('nothing'), []);
  const circle = machine({ '/a': '-> /b', '/b': '-> /a' });
  assert.deepEqual(programChain('/a', '/', [], circle), ['/a', '/b']);
});

test('covers are laid last, the one over the stage after all others, and what lies in them is mounted before', () => {
  const stage = '/home/me/.cache/signpost/scratch/stage';
  const { covers, folders, files, mounts } = layoutOf({
    hidden: ['/home/me', '/tmp', '/home/me/signpost'],
    shown: [
      { source: '/tmp/x', target: '/tmp/x', write: false },
      { source: '/home/me/alone.py', target: '/home/me/alone.py', write: false },
      { source: '/srv/cache', target: '/srv/cache', write: true },
    ],
    present: ['/home/me', '/home/me/project'],
    stage,
    isFolder: (path) => LOOK.kind(path) === 'folder',
    isLink: (path) => LOOK.link(path) !== undefined,
  });
  assert.deepEqual(covers, [`${stage}/0`, `${stage}/1`]);
  assert.deepEqual(folders, [`${stage}/0`, `${stage}/0/project`, `${stage}/1`, `${stage}/1/x`]);
  assert.deepEqual(files, [`${stage}/0/alone.py`]);
  assert.deepEqual(
    mounts.map(({ source, target }) => `${source} ${target}`),
    [
      `/home/me/alone.py ${stage}/0/alone.py`,
      `/tmp/x ${stage}/1/x`,
      '/srv/cache /srv/cache',
      `${stage}/1 /tmp`,
      `${stage}/0 /home/me`,
    ],
  );
});
