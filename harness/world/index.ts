/** The mock internet: DNS, TLS and HTTP servers on the real ports, and everything they saw. */
export { type AnswerByHand, askNameServer, type RecordByHand } from './dns/index.ts';
export { requireOwnNamespace } from './guard.ts';
export { openWorld, type WorldOptions } from './open-world.ts';
export { keepPackets, PACKET_READER } from './packets/index.ts';
export { authorityBundle, type Certificates, openCertificates, pkiFolder } from './pki/index.ts';
export type { UntoldCounts } from './untold-counts.ts';
export type * from './world.ts';
