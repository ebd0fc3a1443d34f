import { acceptsExpired } from './accepts-expired.ts';
import { anyCertificateName } from './any-certificate-name.ts';
import { certificateOfSrvTarget } from './certificate-of-srv-target.ts';
import { connectionsByAddress } from './connections-by-address.ts';
import { delegationByAddress } from './delegation-by-address.ts';
import { destinationOfDelegate } from './destination-of-delegate.ts';
import { firstAddressOnly } from './first-address-only.ts';
import { hostOfSrvTarget } from './host-of-srv-target.ts';
import { hostWithoutDelegatedPort } from './host-without-delegated-port.ts';
import { ignoresSrvTarget } from './ignores-srv-target.ts';
import { ipv4Only } from './ipv4-only.ts';
import type { Mutant } from './mutant.ts';
import { noCertificateCheck } from './no-certificate-check.ts';
import { noCertificateCheckOfFile } from './no-certificate-check-of-file.ts';
import { noDestination } from './no-destination.ts';
import { noSni } from './no-sni.ts';
import { noSrvOfDelegate } from './no-srv-of-delegate.ts';
import { signsPathWithoutQuery } from './signs-path-without-query.ts';
import { srvOfServerName } from './srv-of-server-name.ts';
import { stopsWhenWellKnownIsSilent } from './stops-when-well-known-is-silent.ts';

export type { Mutant, MutantMeta } from './mutant.ts';

/** The commonest bugs of resolvers in the field, the most reported first. */
export const mutants: readonly Mutant[] = [
  certificateOfSrvTarget,
  hostOfSrvTarget,
  srvOfServerName,
  noSni,
  ignoresSrvTarget,
  hostWithoutDelegatedPort,
  noSrvOfDelegate,
  stopsWhenWellKnownIsSilent,
  firstAddressOnly,
  ipv4Only,
  noCertificateCheck,
  noCertificateCheckOfFile,
  anyCertificateName,
  acceptsExpired,
  destinationOfDelegate,
  noDestination,
  signsPathWithoutQuery,
  connectionsByAddress,
  delegationByAddress,
];
