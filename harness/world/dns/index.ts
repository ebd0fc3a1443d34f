/** The name server: zones of the open cases, answered over UDP and TCP from a thread of its own. */
export { type AnswerByHand, askNameServer, type RecordByHand } from './ask.ts';
export { NameServer } from './name-server.ts';
export type { AskedQuestion, DnsNews } from './protocol.ts';
