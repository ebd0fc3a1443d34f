import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keysOf } from '../../base/index.ts';
import { type CertificateFlaw, KEY_TYPES } from '../../model/index.ts';
import { damages } from '../../testing/damage.ts';
import { authorityBundle, loadSecrets } from './authority.ts';
import { type Certificates, openCertificates } from './certificates.ts';

let folder: string;
let certificates: Certificates;
let authority: X509Certificate;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  authority = new X509Certificate(await readFile(await authorityBundle(folder)));
  certificates = await openCertificates(folder);
});
after(() => rm(folder, { recursive: true }));

const NAMES = ['a.fam.test', '*.fam.test', '20.1.0.4', '2a00:db8:1::4'];
const pem = async (flaw: CertificateFlaw | undefined, names: readonly string[]): Promise<string> =>
  (await certificates.leaf({ names, ...(flaw ? { flaw } : {}) })).cert;
const parse = async (flaw?: CertificateFlaw) => new X509Certificate(await pem(flaw, NAMES));
const certificatesIn = (text: string): number => text.split('BEGIN CERTIFICATE').length - 1;

const valid = (leaf: X509Certificate, date = Date.now()): boolean =>
  Date.parse(leaf.validFrom) <= date && date <= Date.parse(leaf.validTo);

test('a leaf is valid for all its names and addresses, and for no others', async () => {
  const leaf = await parse();
  assert.ok(leaf.checkIssued(authority) && leaf.verify(authority.publicKey));
  assert.ok(valid(leaf));
  for (const name of ['a.fam.test', 'other.fam.test']) assert.ok(leaf.checkHost(name), name);
  for (const address of ['20.1.0.4', '2a00:db8:1::4']) assert.ok(leaf.checkIP(address), address);
  for (const name of ['fam.test', 'x.y.fam.test', 'b.test'])
    assert.equal(leaf.checkHost(name), undefined, name);
  assert.equal(leaf.checkIP('20.1.0.5'), undefined);
  assert.equal(leaf.checkHost('20.1.0.4'), undefined);
});

test('an expired leaf is wrong in nothing else', async () => {
  const leaf = await parse('expired');
  assert.ok(!valid(leaf) && leaf.verify(authority.publicKey) && leaf.checkHost('a.fam.test'));
  assert.ok(valid(authority, Date.parse(leaf.validFrom)));
});

test('a leaf that is not yet valid starts in 2099', async () => {
  assert.equal(new Date((await parse('notYet')).validFrom).getUTCFullYear(), 2099);
});

test('an untrusted leaf comes from an authority of another name and key', async () => {
  const leaf = await parse('untrusted');
  assert.ok(valid(leaf) && leaf.checkHost('a.fam.test'));
  assert.ok(!leaf.verify(authority.publicKey));
  assert.notEqual(leaf.issuer, authority.subject);
});

test('a self-signed leaf is signed by its own key', async () => {
  const leaf = await parse('selfSigned');
  assert.ok(
    valid(leaf) && leaf.verify(leaf.publicKey) && leaf.checkHost('a.fam.test') && leaf.checkIP('20.1.0.4'),
  );
});

test('leaves without subject alternative names', async () => {
  assert.equal((await parse('noSan')).subjectAltName, undefined);
  const named = await parse('commonNameOnly');
  assert.equal(named.subjectAltName, undefined);
  assert.match(named.subject, /CN=a\.fam\.test/);
});

test('a leaf for another usage is for clients', async () => {
  const leaf = await parse('wrongUsage');
  assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.2']);
  assert.ok(valid(leaf) && leaf.verify(authority.publicKey) && leaf.checkHost('a.fam.test'));
});

test('a missing intermediate is sent by nobody, and nothing says where to fetch it', async () => {
  const leaves = [
    await parse('missingIntermediate'),
    new X509Certificate(await pem('missingIntermediate', ['b.test'])),
  ];
  for (const leaf of leaves) {
    assert.ok(valid(leaf) && !leaf.verify(authority.publicKey));
    assert.equal(leaf.infoAccess, undefined);
  }
  assert.notEqual(leaves[0]?.issuer, leaves[1]?.issuer);
  assert.equal(certificatesIn(await pem('missingIntermediate', NAMES)), 1);
});

test('an intermediate that may not sign for the names comes with the leaf', async () => {
  const chain = await pem('nameConstrained', NAMES);
  assert.equal(certificatesIn(chain), 2);
  const [leaf, intermediate] = chain
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((text) => new X509Certificate(text));
  assert.ok(leaf && intermediate);
  assert.ok(valid(leaf) && leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey));
  assert.ok(valid(intermediate) && intermediate.ca && intermediate.verify(authority.publicKey));
  for (const name of ['a.fam.test', 'other.fam.test']) assert.ok(leaf.checkHost(name), name);
});

test('each kind of key is made once, whoever asks, and a leaf of another is issued anew', async (t) => {
  const shared = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  t.after(() => rm(shared, { recursive: true }));
  const open = () => openCertificates(shared);
  const runs = [await open(), await open(), await open()];
  for (const key of keysOf(KEY_TYPES)) {
    const all = await Promise.all(runs.map((run) => run.privateKey(key)));
    assert.equal(new Set(all).size, 1, key);
    const { cert } = await (await open()).leaf({ names: ['keys.fam.test'], key });
    assert.ok(new X509Certificate(cert).checkPrivateKey(createPrivateKey(all[0] ?? '')), key);
  }
  const wanted = { names: ['keys.fam.test'], key: 'rsa' } as const;
  await writeFile(join(shared, 'key-rsa'), 'damaged');
  const next = await open();
  const { cert } = await next.leaf(wanted);
  assert.ok(new X509Certificate(cert).checkPrivateKey(createPrivateKey(await next.privateKey('rsa'))));
  assert.equal(next.issued, 1);
  assert.equal((await stat(join(shared, 'key-rsa'))).mode & 0o077, 0);
});

test('a leaf is issued once, however many ask, and by no later run', async () => {
  const wanted = { names: ['once.fam.test'] };
  const [first, second] = await Promise.all([certificates.leaf(wanted), certificates.leaf(wanted)]);
  assert.equal(first, second);
  const later = await openCertificates(folder);
  assert.equal((await later.leaf({ names: ['ONCE.fam.test'] })).cert, first.cert);
  assert.equal(later.issued, 0);
});

test('what is secret is for its owner only', async () => {
  assert.equal((await stat(join(folder, 'secrets'))).mode & 0o077, 0);
  assert.doesNotMatch(await readFile(join(folder, 'authority.pem'), 'utf8'), /PRIVATE/);
});

test('runs that start at the same moment agree on one authority', async (t) => {
  const shared = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  t.after(() => rm(shared, { recursive: true }));
  const all = await Promise.all([1, 2, 3, 4].map(() => loadSecrets(shared)));
  assert.equal(new Set(all.map(({ id }) => id)).size, 1);
});

test('damaged secrets are replaced, with the certificate of the authority and the leaves', async (t) => {
  const shared = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  t.after(() => rm(shared, { recursive: true }));
  const wanted = { names: ['damaged.fam.test'] };
  await authorityBundle(shared);
  const old = await (await openCertificates(shared)).leaf(wanted);
  const whole = await readFile(join(shared, 'secrets'));
  for (const { what, bytes } of damages(whole, 12)) {
    await writeFile(join(shared, 'secrets'), bytes);
    const { id } = await loadSecrets(shared);
    assert.equal((await loadSecrets(shared)).id, id, what);
    const trusted = new X509Certificate(await readFile(await authorityBundle(shared)));
    const leaf = await (await openCertificates(shared)).leaf(wanted);
    assert.notEqual(leaf.cert, old.cert, what);
    assert.ok(new X509Certificate(leaf.cert).verify(trusted.publicKey), what);
  }
});

test('a damaged certificate of the authority is replaced by the right one', async (t) => {
  const shared = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  t.after(() => rm(shared, { recursive: true }));
  const file = await authorityBundle(shared);
  const whole = await readFile(file);
  for (const { what, bytes } of damages(whole, 40)) {
    await writeFile(file, bytes);
    assert.deepEqual(await readFile(await authorityBundle(shared)), whole, what);
  }
});

test('a cache that cannot be written says what to do', async (t) => {
  const taken = await mkdtemp(join(tmpdir(), 'signpost-pki-'));
  t.after(() => rm(taken, { recursive: true }));
  await writeFile(join(taken, 'pki'), 'a file where the folder should be');
  await assert.rejects(loadSecrets(join(taken, 'pki')), { name: 'HarnessError', code: 'cache-not-writable' });
});
