import type { Certificate } from '../../model/index.ts';
import { generalName, type Leaf } from './issue.ts';
import { validity } from './recipes.ts';
import type { Secrets } from './secrets.ts';

export async function selfSigned(secrets: Secrets, wanted: Certificate): Promise<Leaf> {
  const { generate } = await import('./generate.ts');
  const { notBefore, notAfter } = validity(undefined);
  const made = await generate([{ name: 'organizationName', value: 'Signpost self-signed' }], {
    keyType: 'ec',
    // Its own default is SHA-1.
    algorithm: 'sha256',
    keyPair: { privateKey: secrets.leafKey.private, publicKey: secrets.leafKey.public },
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notAfter),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: wanted.names.map((name) => {
          const { type, value } = generalName(name);
          return type === 'ip' ? { type: 7, ip: value } : { type: 2, value };
        }),
      },
    ],
  });
  return { cert: made.cert, notAfter };
}
