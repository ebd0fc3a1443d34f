/** The mock internet: DNS, TLS and HTTP servers on the real ports, and everything they saw. */
export type * from './world.ts';
