import type { StopDetail } from './divergence.ts';
import type { KindTable } from './kind.ts';
import { nameText } from './request-kinds.ts';

/** It never sent the request, or never said where it would go. */
export const stopKinds: KindTable<StopDetail> = {
  'never-asked-well-known': {
    summary: 'never asked for the well-known file',
    unfollowed: 'file',
    text: () => 'never asked for the well-known file',
  },
  'stopped-at-file': {
    summary: 'stopped at a well-known file that does not count',
    unfollowed: 'delegation',
    text: () => 'stopped at the well-known file, which does not count here: SRV records come next',
  },
  'looked-up-invalid-file': {
    summary: 'looked up the name in a well-known file that is no server name, and never connected',
    unfollowed: 'delegation',
    text: ({ asked }) =>
      `asked ${asked}: the m.server of the well-known file is no server name and does not count, so that the server name itself decides`,
  },
  'never-asked-srv': {
    summary: 'never asked for the SRV record that decides',
    unfollowed: 'step',
    text: ({ service, whose }) => `never asked SRV (${service}._tcp) of the ${whose}`,
  },
  'asked-srv-despite-port': {
    summary: 'asked for SRV records of a name that has a port, and never connected to that port',
    unfollowed: 'certificate',
    text: ({ service, whose }) =>
      `asked SRV ${service}._tcp of the ${whose}, which has a port, and never connected to that port`,
  },
  'stopped-before-connecting': {
    summary: 'never connected to the right place',
    unfollowed: 'certificate',
    text: ({ to }) => `never connected to ${to.map((anyOf) => anyOf.join(' or ')).join(', ')}`,
  },
  'sent-no-client-hello': {
    summary: 'connected to the right place and sent no ClientHello',
    unfollowed: 'certificate',
    text: ({ at }) => `connected to ${at} and sent no ClientHello`,
  },
  'ended-with-our-alert': {
    summary: 'offered the right place no version, cipher, key or protocol of TLS that it has',
    unfollowed: 'certificate',
    text: ({ at }) =>
      `began TLS with ${at}, the right place, and was answered with an alert: it offers no version, cipher, key or protocol that is spoken there`,
  },
  'broke-off-tls': {
    summary: 'began TLS with the right place, whose certificate is valid, and sent no request',
    unfollowed: 'certificate',
    text: ({ at, belongs }) =>
      `began TLS with ${at}, the right place, whose certificate is valid for ${nameText(belongs)}, and sent no request`,
  },
  'broke-off-after-wrong-sni': {
    summary: 'sent a wrong SNI to the right place, and no request, although its certificate is valid',
    unfollowed: 'certificate',
    text: ({ at, sni, name }) =>
      `sent ${sni === null ? 'no SNI' : `SNI ${sni}`} to ${at}, and no request there, although its certificate is valid for ${name}`,
  },
  'said-that-it-failed': {
    summary: 'said that it failed, where the server can be reached',
    unfollowed: 'end',
  },
  'said-nothing': { summary: 'neither answered nor sent a request', unfollowed: 'end' },
  'named-no-known-place': { summary: 'named a place that is not in the case', unfollowed: 'end' },
};
