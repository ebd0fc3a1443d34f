/** The listeners of the open cases, in a thread of their own, and what they saw. */
export { HostServer } from './host-server.ts';
export type { HostNews, Sighting } from './protocol.ts';
