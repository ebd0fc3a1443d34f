/** The world of a case as data, and what a client that asks finds in it. Pure. */

export { RCODES, type Rcode } from '../evidence/index.ts';
export { isAddress, isIPv6 } from './address.ts';
export { ADDRESSES } from './addresses.ts';
export type {
  Case,
  Certificate,
  DnsAnswer,
  EventPattern,
  Expectation,
  ExpectedConnection,
  Homeserver,
  Host,
  HttpAnswer,
  Listener,
  ListenerCertificate,
  ListenerId,
  Machine,
  OwnedRecord,
  RecordData,
  RecordSet,
  RecordType,
  Round,
  Route,
  Source,
  SpecVersion,
  TlsOptions,
  Tolerance,
  Twin,
  Zone,
} from './case.ts';
export { caseOfRound } from './case-of-round.ts';
export { certificateFor, covers, hostOfServer, namesOf } from './cover.ts';
export { FAULTS, type Fault, getsAsFarAs, speaksClearText } from './faults.ts';
export { type CertificateFlaw, FLAWS } from './flaws.ts';
export { READING_GRADES, type ReadingGrade } from './grades.ts';
export { canonicalAddress, type Internet, listenerAt, listenerId, openInternet } from './internet.ts';
export { SPEC_LEVELS, type SpecLevel } from './levels.ts';
export { NEEDS, type Need } from './needs.ts';
export { address, hostsOf, idOf, listenerOf, recordsOf, steady, toldAddress } from './place.ts';
export {
  type InvalidServerName,
  parseServerName,
  type ServerName,
  type ValidServerName,
} from './server-name.ts';
export { isAboutStalls } from './stall.ts';
export { STEPS, type StepId } from './steps.ts';
export { arrives, canonical, type LookUp, openZone, type SetsAt, setFor, setsIn } from './zone.ts';
