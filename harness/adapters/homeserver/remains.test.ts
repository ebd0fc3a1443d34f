import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startImplementation } from '../start-implementation.ts';
import { ask } from '../testing/contract.ts';
import { zooHomeserver } from '../testing/zoo-homeserver.ts';
import { copyData } from './kept-data.ts';
import { KeptLog } from './kept-log.ts';
import { Remains } from './remains.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-kept-'));
});
afterEach(() => rm(folder, { recursive: true }));

const placesIn = (at: string) => ({ log: join(at, 'log'), data: join(at, 'data') });

describe('the log that is kept', () => {
  it('is no file before something was written, and has a heading for each start', async () => {
    const log = new KeptLog(join(folder, 'log'));
    log.begin('first');
    assert.equal(existsSync(log.file), false);
    for (const text of ['a', 'b\n']) log.push(Buffer.from(text));
    log.begin('second');
    log.push(Buffer.from('c\n'));
    assert.equal(await readFile(log.file, 'utf8'), '=== first ===\nab\n=== second ===\nc\n');
  });

  it('keeps the newest octets, in two files', async () => {
    const log = new KeptLog(join(folder, 'log'), 10);
    for (const digit of '0123456789') log.push(Buffer.from(`${digit}${digit}${digit}\n`));
    assert.equal(await readFile(`${log.file}.1`, 'utf8'), '666\n777\n');
    assert.equal(await readFile(log.file, 'utf8'), '888\n999\n');
  });

  it('ends quietly where it cannot be written', () => {
    const log = new KeptLog(join(folder, 'none', 'log'));
    log.push(Buffer.from('a'));
    assert.equal(log.exists, false);
  });
});

describe('the data folder that is kept', () => {
  it('has files and folders as they were, links unfollowed, and no bit that lends rights', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await mkdir(join(from, 'keys'), { recursive: true });
    await writeFile(join(from, 'keys', 'k'), 'secret', { mode: 0o600 });
    await writeFile(join(from, 'tool'), '#!/bin/sh\n');
    await chmod(join(from, 'tool'), 0o4755);
    await symlink('/etc/passwd', join(from, 'link'));
    const socket = createServer().listen(join(from, 'socket'));
    await new Promise((listening) => socket.once('listening', listening));
    const { leftOut } = await copyData(from, to);
    socket.close();
    assert.equal(leftOut, 1);
    assert.deepEqual((await readdir(to)).sort(), ['keys', 'link', 'tool']);
    assert.equal(await readFile(join(to, 'keys', 'k'), 'utf8'), 'secret');
    assert.equal(await readlink(join(to, 'link')), '/etc/passwd');
    const modes = await Promise.all(['', 'keys/k', 'tool'].map((name) => lstat(join(to, name))));
    assert.deepEqual(
      modes.map(({ mode }) => mode & 0o7777),
      [0o700, 0o600, 0o755],
    );
  });

  it('leaves out what is larger than a data folder can be: a file of holes', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await mkdir(from);
    await writeFile(join(from, 'holes'), '');
    await truncate(join(from, 'holes'), 1_000_000);
    await writeFile(join(from, 'small'), 'x');
    assert.deepEqual(await copyData(from, to, 1000), { leftOut: 1 });
    assert.deepEqual(await readdir(to), ['small']);
  });
});

describe('of a homeserver', () => {
  it('that cannot start the log and the data folder stay, and the error has the end of the log', async () => {
    const kept = new Remains(placesIn(folder));
    await assert.rejects(startImplementation(zooHomeserver('homeserver-exits'), { kept }), {
      code: 'homeserver-exited',
      log: 'no such option: report_stats\n',
    });
    assert.match(await readFile(kept.log.file, 'utf8'), /^=== zoo starts at .* ===\nno such option/);
    assert.deepEqual(kept.data, { path: join(folder, 'data'), broke: true, leftOut: 0 });
    assert.deepEqual(await readdir(join(folder, 'data')), ['config.json']);
  });

  it('that goes well it is the data of the last start', async () => {
    const kept = new Remains(placesIn(folder));
    const adapter = await startImplementation(zooHomeserver('homeserver-leaves-files'), { kept });
    await adapter.reset();
    await adapter[Symbol.asyncDispose]();
    const [, second] = adapter.stderr().trim().split('\n');
    assert.equal(kept.data?.broke, false);
    const { folder: own } = JSON.parse(await readFile(join(folder, 'data', 'config.json'), 'utf8'));
    assert.equal(own, second);
    assert.equal((await readFile(kept.log.file, 'utf8')).match(/=== zoo starts/g)?.length, 2);
  });

  it('that broke in the middle it is the data of that start, whatever comes after', async () => {
    const kept = new Remains(placesIn(folder));
    {
      await using adapter = await startImplementation(zooHomeserver('homeserver-dies-of-one'), { kept });
      for (const server of ['a.test', 'deadly.test', 'b.test']) await ask(adapter, server);
    }
    assert.equal(kept.data?.broke, true);
  });

  it('without a place for its data only the log stays', async () => {
    const kept = new Remains({ log: join(folder, 'log') });
    await assert.rejects(startImplementation(zooHomeserver('homeserver-exits'), { kept }));
    assert.deepEqual(await readdir(folder), ['log']);
  });

  it('whose data cannot be kept, that is known', async () => {
    const kept = new Remains({ log: join(folder, 'log'), data: join(folder, 'none', 'data') });
    await assert.rejects(startImplementation(zooHomeserver('homeserver-exits'), { kept }));
    assert.equal(kept.data, undefined);
    assert.match(kept.problem ?? '', /ENOENT/);
  });
});
