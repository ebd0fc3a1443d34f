/** The packets of the namespace: attempts to connect that nobody answers, and all of them in a file. */
export { keepPackets } from './keep-packets.ts';
export { PACKET_READER } from './packet-reader.ts';
export type { ConnectAttempt } from './syn-watch.ts';
export { SynWatches } from './syn-watches.ts';
