/** What is printed to be typed begins as the user began. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { calledAs, type Invocation, noteCall, notedCall } from './called-as.mjs';
import { asCalled, ownCommand } from './own-command.ts';

const CHECKOUT = '/home/me/signpost';
const SCRIPT = `${CHECKOUT}/harness/signpost.mjs`;
const INSTALLED = '/home/me/app/node_modules/@scope/signpost/harness/signpost.mjs';
const LINK = '/home/me/app/node_modules/.bin/signpost';
const FETCHED = '/home/me/.npm/_npx/12ab/node_modules';
const npm = (agent = 'npm/11.0.0 node/v20.20.2 linux x64') => ({
  npm_lifecycle_event: 'start',
  npm_config_user_agent: agent,
});

const TABLE: readonly (readonly [how: string, called: string, call: Partial<Invocation>])[] = [
  ['node harness/signpost.mjs', 'node harness/signpost.mjs', {}],
  ['the same from a folder below', 'node ../harness/signpost.mjs', { cwd: `${CHECKOUT}/docs` }],
  ['the same from far away', `node ${SCRIPT}`, { cwd: '/srv/a/b/c/d/e/f/g' }],
  ['a node that is not on PATH', '/opt/node/bin/node harness/signpost.mjs', { argv0: '/opt/node/bin/node' }],
  ['the node of PATH by its whole name', 'node harness/signpost.mjs', { argv0: '/usr/bin/node' }],
  [
    'a folder with a blank',
    "node '/home/my own/signpost/harness/signpost.mjs'",
    { script: '/home/my own/signpost/harness/signpost.mjs', cwd: '/tmp/x/y/z/1/2/3/4/5' },
  ],
  ['npm start in the checkout', 'npx signpost', { env: { PATH: '/usr/bin', ...npm() } }],
  [
    'npm test of something else that starts it',
    'node /home/me/signpost/harness/signpost.mjs',
    { env: { PATH: '/usr/bin', ...npm() }, cwd: '/srv/other' },
  ],
  [
    'npx signpost in the checkout, which npm links',
    'npx signpost',
    { script: `${FETCHED}/.bin/signpost`, env: { PATH: '/usr/bin', ...npm() } },
  ],
  [
    'npx @scope/signpost, fetched for this call',
    'npx @scope/signpost',
    {
      script: `${FETCHED}/.bin/signpost`,
      real: `${FETCHED}/@scope/signpost/harness/signpost.mjs`,
      root: `${FETCHED}/@scope/signpost`,
      cwd: '/home/me/app',
    },
  ],
  ['npx signpost where it is a dependency', 'npx signpost', dependency('/home/me/app')],
  ['the same from a folder below', 'npx signpost', dependency('/home/me/app/src/net')],
  ['its link from elsewhere', 'app/node_modules/.bin/signpost', dependency('/home/me')],
  ['pnpm exec signpost', 'pnpm exec signpost', dependency('/home/me/app', npm('pnpm/9.1.0 npm/? node/v20'))],
  ['yarn signpost', 'yarn signpost', dependency('/home/me/app', npm('yarn/1.22.22 npm/? node/v20'))],
  [
    'a signpost on PATH',
    'signpost',
    { script: '/usr/local/bin/signpost', env: { PATH: '/usr/bin:/usr/local/bin' }, cwd: '/srv' },
  ],
  [
    'a link in a folder that is not on PATH',
    './signpost',
    { script: '/home/me/tools/signpost', cwd: '/home/me/tools' },
  ],
];

function dependency(cwd: string, env: Invocation['env'] = {}): Partial<Invocation> {
  const root = path.dirname(path.dirname(INSTALLED));
  return { script: LINK, real: INSTALLED, root, cwd, env: { PATH: '/usr/bin', ...env } };
}

for (const [how, called, call] of TABLE)
  test(`${how}: ${called}`, () => {
    const usual = { root: CHECKOUT, cwd: CHECKOUT, argv0: 'node', packageName: '@scope/signpost' };
    const { script = SCRIPT, ...others } = call;
    noteCall(calledAs({ ...usual, script, real: SCRIPT, env: { PATH: '/bin:/usr/bin' }, ...others }));
    assert.equal(ownCommand(), called);
    noteCall(['npx', 'signpost']);
  });

test('words are quoted, and examples begin as the user began', () => {
  const before = notedCall();
  try {
    noteCall(['node', '/a b/signpost.mjs']);
    assert.equal(ownCommand('run', 'srv/*'), "node '/a b/signpost.mjs' run 'srv/*'");
    const text = '  signpost run  # ./signpost x, @scope/signpost x\n  dig x | signpost explain x';
    const told = "  node '/a b/signpost.mjs' run  # ./signpost x, @scope/signpost x\n";
    assert.equal(asCalled(text), `${told}  dig x | node '/a b/signpost.mjs' explain x`);
  } finally {
    noteCall(before);
  }
});
