import { isIP } from 'node:net';
import { certificateName, sni } from '../certificate-name.ts';
import { type Demand, faultOfName, faultOfPeer, type Peer } from '../peer.ts';
import { isForServers, isOfToday } from './certificate-chain.ts';
import { forgiving } from './forgiving.ts';
import type { Mutant } from './mutant.ts';

/** What is said in the handshake, and which certificate is believed. */
export const tls: readonly Mutant[] = [
  {
    name: 'no-sni',
    title: 'Sends no SNI',
    see: ['https://github.com/matrix-org/synapse/issues/1491'],
    replaces: { sni: () => undefined },
  },
  {
    name: 'sni-of-srv-target',
    title: 'Sends the SRV target as SNI, and expects the certificate of the name',
    see: [
      'https://github.com/matrix-org/synapse/issues/3843',
      'https://github.com/matrix-construct/tuwunel/pull/480',
    ],
    replaces: {
      sni: (name, way) => (way?.target.address === undefined ? (way?.target.name ?? name) : undefined),
    },
  },
  {
    name: 'sni-of-server-name',
    title: 'Sends the server name as SNI although it delegates',
    replaces: {
      sni: (name, way) => (way?.asked.kind === 'dns' ? sni(way.asked.host) : sni(name)),
    },
  },
  {
    name: 'sni-of-address',
    title: 'Sends an IP literal as SNI',
    // With a final dot: Node warns of an address proper.
    replaces: { sni: (name) => (isIP(name) === 4 ? `${name}.` : sni(name)) },
  },
  {
    name: 'certificate-of-srv-target',
    title: 'Names the SRV target in SNI and expects its certificate',
    see: [
      'https://github.com/matrix-org/synapse/issues/3843',
      'https://github.com/matrix-org/matrix-federation-tester/issues/61',
      'https://github.com/matrix-construct/tuwunel/pull/480',
    ],
    replaces: { certificateName: ({ target }) => target.address ?? target.name },
  },
  {
    name: 'certificate-of-server-name',
    title: 'Expects the certificate of the server name although it delegates',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/21'],
    replaces: { certificateName: (way) => certificateName({ ...way, deciding: way.asked }) },
  },
  {
    name: 'certificate-with-port',
    title: 'Expects the port of a name in its certificate',
    replaces: {
      faultOfPeer: (peer, demand) => {
        const port = demand.way?.deciding.port;
        const name = port === undefined ? demand.name : `${demand.name}:${port}`;
        return faultOfPeer(peer, { ...demand, name });
      },
    },
  },
  {
    name: 'no-certificate-check',
    title: 'Accepts any certificate',
    see: [
      'https://github.com/matrix-org/dendrite/issues/760',
      'https://github.com/t2bot/matrix-media-repo/issues/531',
    ],
    replaces: { faultOfPeer: () => undefined },
  },
  {
    name: 'no-certificate-check-of-file',
    title: 'Reads the well-known file whatever certificate it comes with',
    see: ['https://github.com/matrix-org/matrix-federation-tester/pull/24'],
    replaces: {
      faultOfPeer: (peer, demand) =>
        demand.purpose === 'federation' ? faultOfPeer(peer, demand) : undefined,
    },
    cell: { step: 'file', trouble: 'bad-certificate', detour: 'answered-name' },
  },
  {
    name: 'no-certificate-check-of-server',
    title: 'Checks the certificate of the well-known file, and no other',
    replaces: {
      faultOfPeer: (peer, demand) =>
        demand.purpose === 'federation' ? undefined : faultOfPeer(peer, demand),
    },
  },
  {
    name: 'no-certificate-check-after-redirect',
    title: 'Does not check the certificate of a host that the well-known file redirects to',
    replaces: {
      faultOfPeer: (peer, demand) =>
        demand.purpose === 'redirected file' ? undefined : faultOfPeer(peer, demand),
    },
  },
  {
    name: 'any-certificate-name',
    title: 'Checks who signed a certificate, and not whom it is for',
    see: [
      'https://github.com/matrix-org/synapse/pull/5359',
      'https://github.com/matrix-org/dendrite/issues/760',
    ],
    replaces: { faultOfPeer: ({ fault }) => fault },
  },
  {
    name: 'any-certificate-authority',
    title: 'Checks whom a certificate is for, and not who signed it',
    see: ['https://github.com/matrix-org/synapse/issues/1362'],
    replaces: { faultOfPeer: ({ certificate }, { name }) => faultOfName(certificate, name) },
  },
  {
    name: 'self-signed-accepted',
    title: 'Accepts a certificate that is signed by itself',
    see: ['https://github.com/matrix-org/synapse/issues/1362'],
    replaces: { faultOfPeer: forgiving('DEPTH_ZERO_SELF_SIGNED_CERT') },
  },
  {
    name: 'accepts-expired',
    title: 'Accepts a certificate whose time is over',
    see: ['https://github.com/matrix-org/synapse/pull/5359'],
    replaces: {
      faultOfPeer: (peer, demand) =>
        (isOfToday(peer) ? faultOfPeer : forgiving('CERT_HAS_EXPIRED'))(peer, demand),
    },
  },
  {
    name: 'accepts-not-yet-valid',
    title: 'Accepts a certificate whose time has not begun',
    see: ['https://github.com/matrix-org/synapse/pull/5359'],
    replaces: { faultOfPeer: forgiving('CERT_NOT_YET_VALID') },
  },
  {
    name: 'accepts-incomplete-chain',
    title: 'Accepts a certificate whose intermediate authority is not shown',
    see: ['https://github.com/matrix-org/synapse/issues/5428'],
    replaces: {
      faultOfPeer: forgiving('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    },
  },
  {
    name: 'accepts-client-certificate',
    title: 'Accepts a certificate that is only for clients',
    replaces: {
      faultOfPeer: (peer, demand) =>
        (isForServers(peer) ? faultOfPeer : forgiving('INVALID_PURPOSE'))(peer, demand),
    },
  },
  {
    name: 'certificate-of-server-name-accepted',
    title: 'Accepts the certificate of the server name as well, although it delegates',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/21'],
    replaces: { faultOfPeer: alsoFor(({ way }) => way?.asked.host) },
  },
  {
    name: 'certificate-of-srv-target-accepted',
    title: 'Accepts the certificate of the SRV target as well',
    see: ['https://github.com/matrix-org/matrix-federation-tester/issues/61'],
    replaces: { faultOfPeer: alsoFor(({ way }) => way?.target.name) },
  },
  {
    name: 'certificate-of-address-not-checked',
    title: 'Accepts any certificate of a trusted authority for an IP literal',
    replaces: {
      faultOfPeer: (peer, demand) => (isIP(demand.name) === 0 ? faultOfPeer(peer, demand) : peer.fault),
    },
  },
  {
    name: 'wildcard-for-all-below',
    title: 'Takes a wildcard for any number of labels',
    replaces: {
      faultOfPeer: (peer, demand) => (isBelowWildcard(peer, demand) ? peer.fault : faultOfPeer(peer, demand)),
    },
  },
];

function alsoFor(other: (demand: Demand) => string | undefined) {
  return (peer: Peer, demand: Demand) => {
    const name = other(demand);
    const why = faultOfPeer(peer, demand);
    return why === undefined || name === undefined ? why : faultOfPeer(peer, { ...demand, name });
  };
}

function isBelowWildcard({ certificate }: Peer, { name }: Demand): boolean {
  const names = (certificate.subjectaltname ?? '').split(', ').map((one) => one.replace(/^DNS:/, ''));
  return names.some((one) => one.startsWith('*.') && name.endsWith(one.slice(1)));
}
