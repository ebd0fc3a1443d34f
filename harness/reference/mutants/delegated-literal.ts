import { isIPv6 } from 'node:net';
import { parseServerName, type ValidServerName } from '../../model/index.ts';
import { hostHeader } from '../host-header.ts';
import { faultOfPeer } from '../peer.ts';
import { validateDelegation } from '../well-known-answer.ts';
import type { Mutant } from './mutant.ts';

/** What becomes of an address in `m.server`. */
export const delegatedLiteral: readonly Mutant[] = [
  {
    name: 'delegated-address-without-8448',
    title: 'Leaves port 8448 of a delegated address out of Host',
    replaces: {
      hostHeader: (way) =>
        isDelegatedAddress(way.deciding, way.asked)
          ? way.deciding.text.replace(/:8448$/, '')
          : hostHeader(way),
    },
  },
  {
    name: 'delegated-address-without-443',
    title: 'Takes port 443 of a delegated address for no port, and connects to 8448',
    replaces: {
      validateDelegation: (document) => {
        const name = validateDelegation(document);
        return name && name.kind !== 'dns' && name.port === 443 ? reread(name, name.text.slice(0, -4)) : name;
      },
    },
  },
  {
    name: 'delegated-ipv6-in-one-spelling',
    title: 'Does not take an IPv6 address in m.server for one unless it is spelled as usual',
    replaces: {
      validateDelegation: (document) => {
        const name = validateDelegation(document);
        return name === undefined || isSpelledAsUsual(name) ? name : undefined;
      },
    },
  },
  {
    name: 'certificate-address-as-text',
    title: 'Compares the IPv6 address in a certificate with that of the name as text',
    replaces: {
      faultOfPeer: (peer, demand) => {
        const fault = faultOfPeer(peer, demand);
        if (fault !== undefined || !isIPv6(demand.name) || usual(demand.name) === demand.name) return fault;
        return `the certificate is not for ${demand.name}`;
      },
    },
  },
];

const isDelegatedAddress = (deciding: ValidServerName, asked: ValidServerName) =>
  deciding !== asked && deciding.kind !== 'dns';

function reread(name: ValidServerName, text: string): ValidServerName {
  const read = parseServerName(text);
  return read.ok ? read : name;
}

const isSpelledAsUsual = ({ kind, host }: ValidServerName) => kind !== 'ipv6' || usual(host) === host;

/** RFC 5952, as URLs have it. */
const usual = (address: string) => new URL(`https://[${address}]`).hostname.slice(1, -1);
