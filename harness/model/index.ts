/** The world of a case as data, and what a client that asks finds in it. Pure. */
export { canonicalAddress, isAddress, isIPv4, isIPv6, sameHost } from './address.ts';
export { ADDRESS_SPELLINGS, spellingsOf } from './address-spellings.ts';
export { ADDRESSES } from './addresses.ts';
export { AGAIN, asFirstAsked, asFirstNamed } from './again.ts';
export type {
  Case,
  Certificate,
  DnsAnswer,
  EventPattern,
  Expectation,
  ExpectedConnection,
  FaultOfHello,
  FederationRequest,
  HelloAnswer,
  Homeserver,
  Host,
  HttpAnswer,
  Listener,
  ListenerCertificate,
  ListenerId,
  Machine,
  OwnedRecord,
  Pattern,
  RecordData,
  RecordSet,
  Round,
  Route,
  Site,
  Source,
  SpecVersion,
  TlsOptions,
  Tolerance,
  Twin,
  VirtualHost,
  Zone,
} from './case.ts';
export { caseOfRound } from './case-of-round.ts';
export {
  almostCovers,
  certificateShown,
  certificatesOf,
  covers,
  helloAnswer,
  helloAnswersOf,
  partlyCovers,
} from './certificates.ts';
export { CIPHERS, type Cipher, cipherFits } from './ciphers.ts';
export { isCommon } from './common.ts';
export { DNS_ODDITIES, type DnsOddity } from './dns-oddities.ts';
export { expectedSni, sniFor } from './expected-sni.ts';
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
export {
  FAULTS,
  type Fault,
  getsAsFarAs,
  HELLO_FAULTS,
  type HelloFault,
  speaksClearText,
} from './faults.ts';
export {
  DETOURS,
  type Detour,
  type FinalityCell,
  nameOfCell,
  TROUBLED_STEPS,
  TROUBLES,
  type Trouble,
  type TroubledStep,
} from './finality.ts';
export { type CertificateFlaw, FLAWS } from './flaws.ts';
export { READING_GRADES, type ReadingGrade } from './grades.ts';
export {
  type HostPort,
  inBrackets,
  splitHostPort,
  splitMeantPort,
  withoutBrackets,
  withoutDefaultPort,
  withPort,
} from './host-port.ts';
export { type Internet, openInternet } from './internet.ts';
export { KEY_TYPES, type KeyType } from './key-types.ts';
export { SPEC_LEVELS, type SpecLevel } from './levels.ts';
export { listenerAt, listenerId, listenerOf, splitListenerId } from './listener-id.ts';
export { followAliases, type LookUp, type Lookup, openZone, type UnknownLookup } from './look-up.ts';
export { asciiLower, canonical, hasOddOctets, parent, parentOfWildcard, withoutFinalDot } from './name.ts';
export { answerOf } from './name-answer.ts';
export { NEEDS, type Need } from './needs.ts';
export { decodePunycode } from './punycode.ts';
export { RCODES, type Rcode, rcodeNamed } from './rcodes.ts';
export { RECORD_TYPES, type RecordType } from './record-types.ts';
export {
  type InvalidServerName,
  parseServerName,
  type ServerName,
  type ValidServerName,
} from './server-name.ts';
export { type ServiceBinding, type ServiceParameters, serviceBindingText } from './service-binding.ts';
export { hostOfUrl, readHost, siteFor, sitesOf } from './site.ts';
export { sizeOfWorld } from './size-of-world.ts';
export {
  isSrvService,
  SRV_SERVICES,
  type SrvService,
  serviceOfStep,
  srvOwner,
  srvRecordsOf,
} from './srv-service.ts';
export { isAboutStalls } from './stall.ts';
export { steady, withAddresses } from './steady.ts';
export { STEPS, type StepId } from './steps.ts';
export { isTold, toldAddress } from './told-address.ts';
export { answerFor, answersOf } from './user-agent.ts';
export { hostsOf, type Whereabouts, whereaboutsIn } from './whereabouts.ts';
export { indexZone, LONGEST_CHAIN, type SetsAt, setFor, setsAt, setsIn, type ZoneIndex } from './zone.ts';
