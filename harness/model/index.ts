/** The world of a case as data, and what a client that asks finds in it. Pure. */
export { isAddress, isIPv6 } from './address.ts';
export { ADDRESSES } from './addresses.ts';
export type {
  Case,
  Certificate,
  CertificateFlaw,
  DnsAnswer,
  EventPattern,
  Expectation,
  ExpectedConnection,
  Fault,
  Homeserver,
  Host,
  HttpAnswer,
  Listener,
  ListenerCertificate,
  ListenerId,
  Machine,
  Need,
  OwnedRecord,
  Rcode,
  RecordData,
  RecordSet,
  RecordType,
  Round,
  Route,
  Source,
  SpecLevel,
  SpecVersion,
  StepId,
  TlsOptions,
  Tolerance,
  Twin,
  Zone,
} from './case.ts';
export { caseOfRound } from './case-of-round.ts';
export { certificateFor, covers, hostOfServer, namesOf } from './cover.ts';
export type {
  BrokenWay,
  CompleteFacts,
  Contact,
  Endpoint,
  Facts,
  GetAnswer,
  GetRequest,
  NameAnswer,
} from './facts.ts';
export { factsOfCase } from './facts-of-case.ts';
export { followAliases, type UnknownLookup } from './follow-aliases.ts';
export { canonicalAddress, type Internet, listenerAt, listenerId, openInternet } from './internet.ts';
export { answerOf } from './name-answer.ts';
export { address, hostsOf, idOf, listenerOf, recordsOf, steady, toldAddress } from './place.ts';
export {
  type InvalidServerName,
  parseServerName,
  type ServerName,
  type ValidServerName,
} from './server-name.ts';
export { isAboutStalls } from './stall.ts';
export {
  arrives,
  canonical,
  type LookUp,
  type Lookup,
  openZone,
  type SetsAt,
  setFor,
  setsIn,
} from './zone.ts';
