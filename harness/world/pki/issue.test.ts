import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { keysOf } from '../../base/index.ts';
import { KEY_TYPES } from '../../model/index.ts';
import { loadSecrets } from './authority.ts';
import { type Chain, type Issuer, issueChain, prepareIssuer } from './issue.ts';
import { LeafKeys } from './leaf-keys.ts';

let folder: string;
let issuer: Issuer;
let root: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-issue-'));
  const secrets = await loadSecrets(folder);
  issuer = await prepareIssuer(secrets, new LeafKeys(folder, secrets));
  root = join(folder, 'root.pem');
  await writeFile(root, secrets.trusted.cert);
});
after(() => rm(folder, { recursive: true }));

/** What `openssl verify -x509_strict` says of a leaf that comes with this intermediate, if with any. */
async function verify(chain: Chain, intermediate: string | undefined, ...names: string[]): Promise<string> {
  const leaf = join(folder, 'leaf.pem');
  const untrusted = join(folder, 'untrusted.pem');
  await writeFile(leaf, chain.leaf);
  await writeFile(untrusted, intermediate ?? '');
  const more = intermediate === undefined ? [] : ['-untrusted', untrusted];
  const strict = ['-x509_strict', '-purpose', 'sslserver', ...names];
  return promisify(execFile)('openssl', ['verify', '-CAfile', root, ...more, ...strict, leaf]).then(
    () => 'OK',
    ({ stderr }: { stderr: string }) => /^error \d+ at \d depth lookup: (.*)$/m.exec(stderr)?.[1] ?? stderr,
  );
}

const skip = spawnSync('openssl', ['version']).error ? 'openssl is not installed' : false;
const NAMES = ['a.fam.test', '20.1.0.4'];

test('with its intermediate, a leaf whose intermediate is missing is sound', { skip }, async () => {
  const chain = await issueChain(issuer, { names: NAMES, flaw: 'missingIntermediate' });
  assert.equal(await verify(chain, undefined), 'unable to get local issuer certificate');
  for (const of of [
    ['-verify_hostname', 'a.fam.test'],
    ['-verify_ip', '20.1.0.4'],
  ])
    assert.equal(await verify(chain, chain.intermediate, ...of), 'OK');
});

test('an address in the place of a name is no address to a verifier', { skip }, async () => {
  const chain = await issueChain(issuer, { names: ['20.1.0.4'], flaw: 'addressAsName' });
  assert.equal(await verify(chain, undefined, '-verify_ip', '20.1.0.4'), 'IP address mismatch');
  assert.equal(await verify(chain, undefined), 'OK');
});

test('names and addresses are each forbidden to a constrained intermediate', { skip }, async () => {
  for (const names of [['a.fam.test'], ['*.fam.test'], ['20.1.0.4'], ['2a00:db8:1::4']]) {
    const chain = await issueChain(issuer, { names, flaw: 'nameConstrained' });
    assert.match(await verify(chain, chain.intermediate), /^(permitted|excluded) subtree violation$/);
  }
});

test('a constrained intermediate is wrong in nothing else', { skip }, async () => {
  const chain = await issueChain(issuer, { names: ['a.elsewhere.invalid'], flaw: 'nameConstrained' });
  assert.equal(await verify(chain, chain.intermediate, '-verify_hostname', 'a.elsewhere.invalid'), 'OK');
});

test('with an authority in place of the leaf that signed it, nothing would be wrong', { skip }, async () => {
  const chain = await issueChain(issuer, { names: ['a.fam.test'], flaw: 'leafAsAuthority' });
  assert.match(await verify(chain, chain.intermediate), /^invalid CA certificate$/);
  const sound = await issueChain(issuer, { names: ['a.fam.test'], flaw: 'missingIntermediate' });
  assert.equal(await verify(sound, sound.intermediate), 'OK');
});

test('an intermediate authority that has expired is wrong in nothing else', { skip }, async () => {
  const chain = await issueChain(issuer, { names: ['a.fam.test'], flaw: 'expiredIntermediate' });
  assert.equal(await verify(chain, chain.intermediate), 'certificate has expired');
  assert.equal(await verify(chain, chain.intermediate, '-no_check_time'), 'OK');
});

test('a namesake of the authority is like it in all but its key', { skip }, async () => {
  const chain = await issueChain(issuer, { names: ['a.fam.test'], flaw: 'namesake' });
  assert.equal(await verify(chain, chain.intermediate), 'certificate signature failure');
  const trusted = new X509Certificate(await readFile(root));
  const namesake = new X509Certificate(chain.intermediate ?? '');
  const leaf = new X509Certificate(chain.leaf);
  assert.equal(namesake.subject, trusted.subject);
  assert.ok(leaf.checkIssued(trusted) && leaf.checkIssued(namesake));
  assert.ok(!leaf.verify(trusted.publicKey) && leaf.verify(namesake.publicKey));
  assert.ok(namesake.verify(namesake.publicKey) && !namesake.verify(trusted.publicKey));
});

test('a leaf with a key of any kind is sound', { skip }, async () => {
  for (const key of keysOf(KEY_TYPES)) {
    const chain = await issueChain(issuer, { names: ['a.fam.test'], key });
    assert.equal(await verify(chain, undefined, '-verify_hostname', 'a.fam.test'), 'OK', key);
  }
});
