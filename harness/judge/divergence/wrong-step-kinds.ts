import type { ListenerId } from '../../model/index.ts';
import { inSpiteOf } from '../certificate.ts';
import type { FollowedDelegation, WrongStepDetail } from './divergence.ts';
import type { KindTable } from './kind.ts';
import { byMeans } from './means.ts';

/** A delegation was followed that does not count. */
const delegationKinds: KindTable<FollowedDelegation> = {
  'followed-file-of-invalid-name': {
    summary: 'followed a well-known file, although the server name is not valid',
    unfollowed: 'step',
    text: () => 'followed a delegation of a well-known file, although the server name is not valid',
  },
  'followed-file-of-address': {
    summary: 'followed a well-known file, although the server name is an address',
    unfollowed: 'step',
    text: () => 'followed a delegation of a well-known file, although the server name is an address',
  },
  'followed-file-despite-port': {
    summary: 'followed a well-known file, although the server name has a port',
    unfollowed: 'step',
    text: () => 'followed a delegation of a well-known file, although the server name has a port',
  },
  'followed-file-on-other-port': {
    summary: 'followed a well-known file on another port than 443',
    unfollowed: 'delegation',
    text: () => 'followed a delegation of a well-known file on another port than 443',
  },
  'followed-other-file': {
    summary: 'followed another file than the well-known one',
    unfollowed: 'delegation',
    text: () => 'followed a delegation of another file than the well-known one',
  },
  'followed-invalid-file': {
    summary: 'followed a well-known file that is not valid',
    unfollowed: 'delegation',
    text: () => 'followed a delegation of a well-known file that is not valid',
  },
  'followed-file-of-delegated-host': {
    summary: "followed the delegated host's own well-known file",
    unfollowed: 'delegation',
    text: () => "followed a delegation of the delegated host's own well-known file",
  },
  'followed-file-for-other-host': {
    summary: 'followed a well-known file that the right server keeps for another Host',
    unfollowed: 'delegation',
    text: () => 'followed a delegation of a well-known file that is there for another Host',
  },
  'followed-file-of-other-host': {
    summary: 'followed a well-known file on another host than the one the server name leads to',
    unfollowed: 'delegation',
    text: () =>
      'followed a delegation of a well-known file on another host than the one the server name leads to',
  },
  'followed-file-despite-status': {
    summary: 'followed a well-known file out of an answer with another status than 200',
    unfollowed: 'delegation',
    text: ({ status }) => `followed a delegation out of an answer with status ${status}`,
  },
  'followed-file-despite-certificate': {
    summary: 'followed a well-known file although its certificate is not valid',
    unfollowed: 'delegation',
    text: ({ flaw, name }) => `followed a delegation of a well-known file ${inSpiteOf(flaw, name)}`,
  },
  'followed-file-behind-certificate': {
    summary: 'followed a well-known file to which only a certificate leads that is not valid',
    unfollowed: 'delegation',
    text: ({ at }) =>
      `followed a delegation of a well-known file to which only the bad certificate of ${at} leads`,
  },
};

/** It went, or would go, to a place where no request belongs. */
export const wrongStepKinds: KindTable<WrongStepDetail> = {
  ...delegationKinds,
  'went-where-nothing-leads': {
    summary: 'went to a place to which nothing in the case leads',
    unfollowed: 'end',
    text: wentTo,
  },
  'went-to-mapped-name': {
    summary: 'went to another name than the one that is written in punycode',
    unfollowed: 'end',
    text: ({ at }) => `went to ${at}, to which only what a label in punycode may be mapped to leads`,
  },
  'resolved-invalid-name': {
    summary: 'went on with a server name that is not valid',
    unfollowed: 'end',
    text: wentTo,
  },
  'took-srv-target-for-name': {
    summary: 'took the target of an SRV record for a name to be resolved',
    unfollowed: 'step',
    text: ({ whose, means }) =>
      `${byMeans(whose, means)}, where the SRV record says which port of it is meant`,
  },
  'took-alias-for-name': {
    summary: 'took the name behind a CNAME for the one that decides',
    unfollowed: 'step',
    text: ({ whose, means }) =>
      `${byMeans(whose, means)}, the name behind a CNAME, where the alias itself decides`,
  },
  'took-redirect-host-for-name': {
    summary: 'took the host of a redirect for the delegated name',
    unfollowed: 'delegation',
    text: ({ whose, means }) =>
      `${byMeans(whose, means)}, where a redirect moves the well-known file and nothing else`,
  },
  'added-search-domain': {
    summary: 'added a search domain of the machine to a name',
    unfollowed: 'step',
    text: ({ whose, means }) => `${byMeans(whose, means)}, where a name is looked up as it is`,
  },
  'went-back-to-server-name': {
    summary: 'went by the server name, where a delegation is final',
    unfollowed: 'end',
    text: ({ whose, means }) =>
      `went by the server name (${byMeans(whose, means)}), where a delegation is final even if the delegated host fails`,
  },
  'went-on-after-answer': {
    summary: 'had an answer at the right place, and went on to another',
    unfollowed: 'end',
    text: ({ whose, means }) =>
      `had an answer at the right place, and then ${byMeans(whose, means)} all the same`,
  },
  'ignored-delegation': {
    summary: 'went by the server name where the delegated name decides',
    unfollowed: 'delegation',
    text: ({ whose, means }) => `${byMeans(whose, means)} where the delegated name decides`,
  },
  'srv-of-server-name': {
    summary: 'went by SRV of the server name where the delegated name decides',
    unfollowed: 'delegation',
    text: () => 'went by SRV of the server name where the delegated name decides',
  },
  'asked-wrong-srv': {
    summary: 'asked another question than the one for the SRV record that decides',
    unfollowed: 'step',
    text: neverAsked,
  },
  'asked-other-service': {
    summary: 'asked for one of the two services of SRV, where the other one decides',
    unfollowed: 'step',
    text: neverAsked,
  },
  'used-8448-unasked': {
    summary: 'used port 8448 of a name, and never asked for the SRV record that it has',
    unfollowed: 'step',
    text: ({ service, whose }) =>
      `used port 8448 of the ${whose}, and never asked for its SRV record (${service}._tcp)`,
  },
  'used-well-known-port': {
    summary: 'used port 443 of a name, where nothing but the well-known file is looked for',
    unfollowed: 'step',
    text: ({ whose }) => `used port 443 of the ${whose}, where nothing but the well-known file is looked for`,
  },
  'used-8448-despite-srv': {
    summary: 'used port 8448 of a name although it has an SRV record',
    unfollowed: 'step',
    text: ({ whose }) => `used port 8448 of the ${whose} although it has an SRV record`,
  },
  'used-8448-despite-port': {
    summary: 'used port 8448 instead of the port that the name has',
    unfollowed: 'step',
    text: ({ whose }) => `used port 8448 of the ${whose} instead of the port that it names`,
  },
  'legacy-srv-despite-fed': {
    summary: 'took the _matrix._tcp record of a name although it has one for _matrix-fed._tcp',
    unfollowed: 'step',
    text: ({ whose }) =>
      `took the _matrix._tcp record of the ${whose} although it has one for _matrix-fed._tcp`,
  },
  'srv-out-of-order': {
    summary: 'took an SRV record that another one goes before',
    unfollowed: 'step',
    text: ({ whose }) => `took an SRV record of the ${whose} that another one goes before`,
  },
  'srv-without-say': {
    summary: 'went by SRV where SRV has no say',
    unfollowed: 'step',
    text: ({ whose, means }) => `went by SRV (${means}._tcp) of the ${whose}, where SRV has no say`,
  },
  'means-without-say': {
    summary: 'went by an address or a port that does not decide',
    unfollowed: 'step',
    text: ({ whose, means }) => `${byMeans(whose, means)}, which does not decide here`,
  },
};

function neverAsked({
  asked,
  service,
  whose,
}: Extract<WrongStepDetail, { readonly kind: 'asked-wrong-srv' | 'asked-other-service' }>): string {
  return `asked ${asked}, never SRV ${service}._tcp of the ${whose}`;
}

function wentTo({ at }: { readonly at: ListenerId }): string {
  return `went to ${at}, to which no record, file or port of this question leads`;
}
