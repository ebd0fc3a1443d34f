import { openCertificates, pkiFolder } from '../../world/index.ts';
import { delegations } from '../delegations.ts';

/** Issues what certificates the delegations need and the cache has not, so that no trial pays for it. */
export async function warm({ cases }: { readonly cases: number }): Promise<{ readonly issued: number }> {
  const certificates = await openCertificates(pkiFolder());
  for (const listener of (await delegations(cases)).flatMap(({ hosts }) => hosts.flatMap((h) => h.listeners)))
    if (listener.cert?.kind === 'one') await certificates.leaf(listener.cert.certificate);
  return { issued: certificates.issued };
}
