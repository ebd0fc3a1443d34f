/** What the process outside hands to the one inside, so that it knows itself: an entry of its environment. */
import { readlinkSync } from 'node:fs';

/**
 * The pipe to the runner, a mark that process 1 carries in its command line, the certificate file of our authority, the words that
 * the user called us by, and the namespaces that it must not be in. Nothing in it is secret: programs can read the environment
 * of others.
 * @typedef {{
 *   readonly pipe: number, readonly mark: string, readonly authority: string, readonly called: readonly string[],
 *   readonly outside: { readonly net: string, readonly mnt: string }
 * }} Pass
 */

/** The name of the entry. */
export const TICKET = 'SIGNPOST_INSIDE';

/**
 * What a process needs in its environment to be the one inside.
 * @param {Omit<Pass, 'outside'>} pass
 * @returns {Record<string, string>}
 */
export function ticketFor(pass) {
  return { [TICKET]: JSON.stringify({ ...pass, outside: namespaces() }) };
}

/** By which a process outside and one inside are told apart. */
export function namespaces() {
  return { net: readlinkSync('/proc/self/ns/net'), mnt: readlinkSync('/proc/self/ns/mnt') };
}
