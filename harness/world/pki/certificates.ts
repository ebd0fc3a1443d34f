import type { Certificate, KeyType } from '../../model/index.ts';
import { loadSecrets } from './authority.ts';
import { type Issuer, issueLeaf, type Leaf, PROFILE, prepareIssuer } from './issue.ts';
import { LeafKeys } from './leaf-keys.ts';
import { LeafStore, leafKey, type Storing } from './leaf-store.ts';
import { recipeOf } from './recipes.ts';
import type { Secrets } from './secrets.ts';
import { selfSigned } from './self-signed.ts';

/** Certificates for any names, from the cache or issued at their first use. */
export interface Certificates {
  /** PKCS#8 in PEM: the key of every leaf of that type. Made at its first use, which takes RSA 80 to 400 ms. */
  privateKey(type: KeyType): Promise<string>;
  /** How many had to be issued since the start. */
  readonly issued: number;
  /** `unkept`: for this start alone, where it has to be issued. */
  leaf(certificate: Certificate, added?: 'unkept'): Promise<Leaf>;
}

export async function openCertificates(folder: string, storing: Storing = {}): Promise<Certificates> {
  const secrets = await loadSecrets(folder);
  // What other secrets signed, or what was made in another way, is issued again.
  const store = await LeafStore.load(folder, `${secrets.id} ${PROFILE}`, storing);
  const keys = new LeafKeys(folder, secrets);
  const pending = new Map<string, Promise<Leaf>>();
  let issuer: Promise<Issuer> | undefined;
  let issued = 0;

  async function issueAndKeep(key: string, certificate: Certificate, added?: 'unkept'): Promise<Leaf> {
    issuer ??= prepareIssuer(secrets, keys);
    const leaf = await issue(secrets, await issuer, certificate);
    issued++;
    await store.add(key, leaf, added);
    return leaf;
  }

  return {
    async privateKey(type) {
      return (await keys.of(type)).private;
    },
    get issued() {
      return issued;
    },
    async leaf(certificate, added) {
      const { id } = await keys.of(certificate.key ?? 'p256');
      const key = leafKey(certificate, id);
      const known = store.get(key);
      if (known !== undefined) return known;
      const underWay =
        pending.get(key) ?? issueAndKeep(key, certificate, added).finally(() => pending.delete(key));
      pending.set(key, underWay);
      return underWay;
    },
  };
}

function issue(secrets: Secrets, issuer: Issuer, certificate: Certificate): Promise<Leaf> {
  return recipeOf(certificate.flaw).signedBy === 'itself'
    ? selfSigned(secrets, certificate)
    : issueLeaf(issuer, certificate);
}
