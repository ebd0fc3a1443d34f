import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readImplementation } from './manifest.ts';
import { placed } from './placed.ts';
import {
  misspeltPlaceholder,
  OF_HOMESERVER,
  OF_QUESTION,
  OF_TRIGGER,
  unknownPlaceholder,
} from './placeholder.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-placeholder-'));
});
after(() => rm(folder, { recursive: true }));

const UNKNOWN: readonly (readonly [text: string, known: readonly string[], told: string])[] = [
  ['/p/{sever}', OF_TRIGGER, 'there is no placeholder {sever} here, did you mean {server}?'],
  ['/p/{Server}', OF_TRIGGER, 'there is no placeholder {Server} here, did you mean {server}?'],
  ['{data}/x:{prot}', OF_HOMESERVER, 'there is no placeholder {prot} here, did you mean {port}?'],
  ['{adress}', OF_HOMESERVER, 'there is no placeholder {adress} here, did you mean {address}?'],
  [
    '{data}',
    OF_TRIGGER,
    'there is no placeholder {data} here, there is {server} {self}; for braces of its own write {{data}}',
  ],
];

const NO_PLACEHOLDERS = [
  '{"a":1}',
  '{}',
  '{ print }',
  '{1,3}',
  '{a,b}',
  ['$', '{HOME}'].join(''),
  '%{http_code}',
  '#{name}',
  'HEAD@{upstream}',
  '{{level}}',
  '{{{level}}}',
  '{http.request.host}',
];

describe('a word in braces', () => {
  for (const [text, known, told] of UNKNOWN)
    it(`${text}: ${told}`, () => assert.equal(unknownPlaceholder(text, known)?.text, told));
  for (const text of NO_PLACEHOLDERS)
    it(`${text} is none of ours`, () => assert.equal(unknownPlaceholder(text, OF_HOMESERVER), undefined));
});

const MISSPELT: readonly (readonly [text: string, told: string | undefined])[] = [
  ['https://{sever}:8448', 'there is no placeholder {sever}, did you mean {server}?'],
  ['https://{server}:8448{pth}', 'there is no placeholder {pth}, did you mean {path}?'],
  ['{seconds}{budget_ms}', undefined],
  ['awk {print} {port} {{pth}}', undefined],
];

for (const [text, told] of MISSPELT)
  it(`in a command line of the user's, ${text} ${told === undefined ? 'is in order' : 'is misspelt'}`, () =>
    assert.equal(misspeltPlaceholder(text, OF_QUESTION), told));

it('doubled braces become single ones, and nothing is filled in between them', () => {
  const places = { data: '/d' };
  assert.equal(placed('{data} {{data}} {{level}} {{{data}}}', places), '/d {data} {level} {{data}}');
});

const sound = {
  name: 'mine',
  kind: 'homeserver',
  title: 'Mine',
  start: ['{here}/hs', '{data}/config'],
  ready: '/ready',
  triggers: { profile: { path: '/p/{server}', reached: ['200'] } },
};
const trigger = (field: object) => ({ triggers: { profile: { ...sound.triggers.profile, ...field } } });
const install = { steps: [['make', '{cahe}']], provides: ['x'] };

const FIELDS: readonly (readonly [field: string, change: object, told: RegExp])[] = [
  [
    'start',
    { start: ['{here}/hs', '{dat}'] },
    /json:7:5: there is no placeholder \{dat\} here, did you mean \{data\}/,
  ],
  ['prepare', { prepare: [['true', '{hre}']] }, /:\d+:\d+: .*\{hre\} here, did you mean \{here\}/],
  ['env', { env: { X: '{prt}' } }, /:\d+:\d+: .*\{prt\} here, did you mean \{port\}/],
  ['install', { install }, /:\d+:\d+: .*\{cahe\} here, did you mean \{cache\}/],
  ['a path', trigger({ path: '/{sever}' }), /:\d+:\d+: .*\{sever\} here, did you mean \{server\}/],
  ['a header', trigger({ headers: { A: '{slf}' } }), /:\d+:\d+: .*\{slf\} here, did you mean \{self\}/],
  [
    'a body',
    trigger({ body: { a: [{ b: '{srver}' }] } }),
    /:\d+:\d+: .*\{srver\} here, did you mean \{server\}/,
  ],
  ['what is elsewhere', trigger({ path: '/{data}' }), /\{data\} here, there is \{server\} \{self\}/],
  ['what nothing builds', { start: ['{cache}/hs'] }, /\{cache\} here, there is \{address\}/],
  [
    'a program',
    { kind: 'process', triggers: undefined, ready: undefined },
    /\{data\} here, there is \{here\} \{binary\}/,
  ],
];

describe('a placeholder that there is not is told with its place', () => {
  for (const [field, change, told] of FIELDS) {
    it(`in ${field}`, async () => {
      await writeFile(join(folder, 'implementation.json'), JSON.stringify({ ...sound, ...change }, null, 2));
      await assert.rejects(readImplementation(folder), { code: 'implementation-invalid', message: told });
    });
  }

  it('and what is sound is read', async () => {
    await writeFile(join(folder, 'implementation.json'), JSON.stringify(sound));
    assert.equal((await readImplementation(folder)).name, 'mine');
  });
});
