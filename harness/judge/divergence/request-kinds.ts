import { inSpiteOf } from '../certificate.ts';
import type { PutName, RequestDetail } from './divergence.ts';
import type { KindTable } from './kind.ts';

/** It came to the right place, and the request or its connection was wrong. */
export const requestKinds: KindTable<RequestDetail> = {
  'no-host': { summary: 'sent no Host', unfollowed: 'end', text: () => 'sent no Host' },
  'wrong-name-in-host': {
    summary: 'put a wrong name into Host',
    unfollowed: 'end',
    text: ({ put, belongs }) => `put ${nameText(put)} into Host, where ${nameText(belongs)} belongs`,
  },
  'port-left-out-of-host': {
    summary: 'left the port out of Host',
    unfollowed: 'end',
    text: ({ port }) => `left the port ${port} out of Host`,
  },
  'port-added-to-host': {
    summary: 'put a port into Host, where the name alone belongs',
    unfollowed: 'end',
    text: ({ port }) => `put a port (${port}) into Host, where the name alone belongs`,
  },
  'wrong-port-in-host': {
    summary: 'put a wrong port into Host',
    unfollowed: 'end',
    text: ({ port, wanted }) => `put port ${port} into Host instead of ${wanted}`,
  },
  'no-sni': {
    summary: 'sent no SNI',
    unfollowed: 'certificate',
    text: ({ belongs }) => `sent no SNI, where ${nameText(belongs)} belongs`,
  },
  'wrong-name-in-sni': {
    summary: 'put a wrong name into SNI',
    unfollowed: 'certificate',
    text: ({ put, belongs }) => `put ${nameText(put)} into SNI, where ${nameText(belongs)} belongs`,
  },
  'sni-for-address': {
    summary: 'sent an SNI, where an address is expected in the certificate',
    unfollowed: 'certificate',
    text: () => 'sent an SNI, where an address is expected in the certificate',
  },
  'sent-in-clear-text': {
    summary: 'sent its request in clear text',
    unfollowed: 'certificate',
    text: ({ at }) => `sent its request to ${at} in clear text`,
  },
  'asked-for-other-file': {
    summary: 'asked in a wrong way for the well-known file, or for the one behind a redirect',
    unfollowed: 'delegation',
    text: ({ at }) => `asked ${at} in a wrong way for the file`,
  },
  'accepted-certificate': {
    summary: 'sent its request although the certificate is not valid',
    unfollowed: 'certificate',
    text: ({ at, flaw, name }) => `sent its request to ${at} ${inSpiteOf(flaw, name)}`,
  },
  'named-wrong-certificate': {
    summary: 'says that the certificate has to be valid for a wrong name',
    unfollowed: 'certificate',
    text: ({ named, wanted }) =>
      `says that the certificate has to be valid for ${named} instead of ${wanted}`,
  },
};

/** `the delegated name`, `an address`. */
export function nameText(name: PutName): string {
  switch (name) {
    case 'address':
      return 'an address';
    case 'other':
      return 'another name';
    default:
      return `the ${name}`;
  }
}
