import { faultOfPeer, type Peer } from '../peer.ts';
import { forgiving } from './forgiving.ts';
import type { Mutant } from './mutant.ts';

/** What is looked at of the certificates behind the first one, and of its key. */
export const certificateChain: readonly Mutant[] = [
  {
    name: 'accepts-leaf-as-authority',
    title: 'Accepts a certificate that another server signed with its own, which is no authority',
    see: ['https://github.com/haskell-tls/hs-tls/issues/29'],
    replaces: { faultOfPeer: forgivingWhere(isForServers, 'INVALID_PURPOSE') },
  },
  {
    name: 'accepts-expired-intermediate',
    title: 'Looks at the time of the certificate, and not at that of the authority that signed it',
    see: ['https://github.com/matrix-org/synapse/issues/10949'],
    replaces: { faultOfPeer: forgivingWhere(isOfToday, 'CERT_HAS_EXPIRED') },
  },
  {
    name: 'accepts-namesake',
    title: 'Knows an authority by its name, and checks no signature',
    replaces: { faultOfPeer: forgiving('CERT_SIGNATURE_FAILURE') },
  },
  {
    name: 'accepts-foreign-authority',
    title: 'Takes an authority for one of any name, whatever names it may sign for',
    // OpenSSL's error has no name in Node.
    replaces: { faultOfPeer: forgiving('UNSPECIFIED', 'PERMITTED_VIOLATION') },
  },
  {
    name: 'refuses-rsa',
    title: 'Takes certificates with a key of ECDSA only',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/47'],
    replaces: {
      faultOfPeer: (peer, demand) =>
        peer.certificate.modulus === undefined ? faultOfPeer(peer, demand) : 'its key is one of RSA',
    },
  },
];

function forgivingWhere(holds: (peer: Peer) => boolean, code: string): typeof faultOfPeer {
  return (peer, demand) => (holds(peer) ? forgiving(code) : faultOfPeer)(peer, demand);
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

export function isForServers({ certificate }: Peer): boolean {
  return certificate.ext_key_usage?.includes(SERVER_AUTH) ?? true;
}

export function isOfToday({ certificate }: Peer): boolean {
  return Date.parse(certificate.valid_to) > Date.now();
}
