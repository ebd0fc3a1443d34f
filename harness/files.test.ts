/**
 * Whatever a user names is opened by `base/named-file.ts`, and whatever we keep by `base/kept-file.mjs`: they do not wait for a
 * pipe, do not fill the memory, and do not take what is damaged for whole. Who opens files otherwise says which.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeOf } from './testing/code-of.ts';

const HARNESS = import.meta.dirname;

const MAY_OPEN: Readonly<Record<string, string>> = {
  'base/kept-file.mjs': 'is how kept files are opened',
  'base/named-file.ts': 'is how files that a user names are opened',
  'build.mjs': 'writes into a folder that it has just made',
  'built-files.mjs': 'reads the sources',
  'adapters/homeserver/data-folder.ts': 'writes into a folder that it has just made',
  'adapters/install/install.ts': 'adds to the log of a build that it has removed before',
  'adapters/install/install-step.ts': 'writes the log of a build that it has removed before',
  'bench/clients/connect.mjs': 'reads the certificate that it was started with',
  'bench/delegations.ts': 'writes into a folder that it has just made',
  'bench/dns-load.ts': 'writes into a folder that the benchmark has made',
  'bench/first-verdict.ts': 'reads the record of a run that it has started itself',
  'bench/lab.ts': 'writes into a folder that it has just made',
  'bench/nsd.ts': 'writes into a folder that the benchmark has made',
  'bench/until-asked-again.ts': 'reads the record of a run that it has started itself',
  'bench/trials/engine.ts': 'reads /proc',
  'commands/cli/commit.ts': 'reads .git of the checkout',
  'commands/cli/coverage.ts': 'writes a page of the checkout',
  'commands/cli/project.ts': 'reads package.json of the checkout',
  'commands/cli/run-header.ts': 'reads the library of the checkout, which was loaded before',
  'adapters/process/program.ts': 'opens /dev/null',
  'adapters/homeserver/kept-log.ts': 'adds to a log beside the record, whose name is that of the run',
  'commands/cli/new-file.ts': 'makes a file that must not be there yet',
  'mutation/kill-matrix.ts': 'reads and writes a file of the checkout',
  'oracle/clause.ts': 'reads a file of the checkout',
  'oracle/decision.ts': 'reads a file of the checkout',
  'record/read/lines-of.ts': 'reads on in what base/named-file.ts has opened',
  'record/schema/write-published.ts': 'writes pages of the checkout',
  'record/write/record-file.ts': 'makes a file that must not be there yet',
  'reference/mutants/odd-records.ts': 'reads /etc/hosts of the sandbox',
  'reference/mutants/srv.ts': 'reads /etc/resolv.conf of the sandbox',
  'reference/trust.ts': 'reads the certificate that the sandbox names',
  'sandbox/javascript.mjs': 'reads the sources',
  'start.mjs': 'reads our own package.json',
  'sandbox/furnish.ts': 'writes to /proc/sys',
  'sandbox/needs.ts': 'reads /proc',
  'sandbox/remedy.ts': 'reads /proc',
  'run/cpu-pressure.ts': 'reads /proc',
  'base/limit-of-files.mjs': 'reads /proc',
  'sandbox/confine/confinement.ts': 'reads /proc, and writes into the memory of the sandbox',
  'sandbox/confine/file-system.ts': 'reads the first line of a program, which is a regular file',
  'sandbox/confine/sockets.ts': 'reads /proc',
  'sandbox/host-sockets.mjs': 'reads /proc',
  'sandbox/confine/stray-descriptors.ts': 'reads /proc',
  'sandbox/fresh.mjs': 'reads /proc',
  'sandbox/id-maps.mjs': 'writes to /proc',
  'sandbox/record-proof.mjs': 'opens the record that it was told of by device and inode',
  'scenario/file/write-json-schema.ts': 'writes a page of the checkout',
  'test.mjs': 'is npm test',
  'world/dns/drops.ts': 'reads /proc',
  'world/guard.ts': 'reads /proc',
  'world/hosts/most-connections.ts': 'reads /proc',
  'world/pki/leaf-store.ts': 'adds lines that have a seal each, without waiting',
  'world/tls/key-log.ts': 'adds to what base/named-file.ts has made',
};

/** Functions of `node:fs` that open what has a name. */
const OPENERS =
  /\b(readFile|readFileSync|openSync|createReadStream|createWriteStream|writeFile|writeFileSync|appendFile|appendFileSync|open)\b/;

/** Its imports from `node:fs`, whatever they are called there. */
function opens(text: string): boolean {
  const { code, strings } = codeOf(text);
  return [...code.matchAll(/import\s+([^;]*?)\s+from\s*"(\d+)"/g)].some(([, names = '', at]) => {
    if (!/^(node:)?fs(\/promises)?$/.test(strings[Number(at)] ?? '')) return false;
    return !names.startsWith('{') || OPENERS.test(names);
  });
}

const production = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(ts|mjs)$/.test(file) && !/\.test\.ts$|(^|\/)(testing|zoo)\//.test(file),
);

test('files are opened by those two, or with a reason', () => {
  const found = production.filter((file) => opens(readFileSync(join(HARNESS, file), 'utf8')));
  assert.deepEqual(
    found.filter((file) => !Object.hasOwn(MAY_OPEN, file)),
    [],
  );
  assert.deepEqual(
    Object.keys(MAY_OPEN).filter((file) => !found.includes(file)),
    [],
    'needs no reason',
  );
});

test('whoever opens files is found', () => {
  for (const text of [
    "import { readFileSync } from 'node:fs';",
    "import fs from 'node:fs';",
    "import * as fs from 'fs';",
    "import { stat, open as start } from 'node:fs/promises';",
    "import {\n  writeFile,\n} from 'node:fs/promises';",
  ])
    assert.ok(opens(text), text);
  for (const text of [
    "import { statSync } from 'node:fs';",
    "import { readNamed } from '../base/index.ts';",
    "import { closeSync } from 'node:fs';\nimport { openNamed } from './named-file.ts';",
  ])
    assert.ok(!opens(text), text);
});
