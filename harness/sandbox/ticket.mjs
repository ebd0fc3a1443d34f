/**
 * How a process knows that it is the one inside: `enter.mjs` starts it with a ticket in its environment. The environment can be
 * forged, and leaks, so that a ticket is believed only where the sandbox is as fresh as it says.
 */
import { readSync, writeSync } from 'node:fs';
import { notFresh } from './fresh.mjs';
import { TICKET } from './pass.mjs';

/**
 * With the word that proves to the runner who speaks: it came over the pipe, and stands nowhere but in our memory. And with what
 * came after it: where the bundle lies, if there is one.
 * @typedef {import('./pass.mjs').Pass & { readonly word: string, readonly bundle?: string }} Ticket
 */

/** What was found where a ticket cannot be believed. */
export class TicketError extends Error {
  /** @override */
  name = 'TicketError';
  code = 'sandbox-ticket';
  hint = `unset ${TICKET}: only Signpost itself sets it, for the process that it starts in a sandbox`;
}

/**
 * The ticket of this process, if it is the one inside. Taking it lets go of it: programs started from here are not. Throws a
 * `TicketError` where one is there that cannot be believed; nothing has been changed then.
 * @returns {Ticket | undefined}
 */
export function insideTicket() {
  const text = process.env[TICKET];
  delete process.env[TICKET];
  if (text === undefined) return undefined;
  const pass = parsed(text);
  const found = notFresh(pass);
  if (found.length > 0)
    throw new TicketError(`${TICKET} is set, and this is not a fresh sandbox of ours: ${found.join('; ')}`);
  const word = wordFrom(pass.pipe);
  const tell = (/** @type {string} */ what) => writeSync(pass.pipe, `${what}\n`);
  tell(`entered ${word}`);
  process.on('exit', (code) => {
    try {
      tell(`exit ${word} ${process.exitCode ?? code}`);
    } catch {
      // Nobody is there to be told.
    }
  });
  const bundle = bundleFrom(pass.pipe);
  return { ...pass, word, ...(bundle !== undefined && { bundle }) };
}

/**
 * @param {string} text
 * @returns {import('./pass.mjs').Pass}
 */
function parsed(text) {
  try {
    const { pipe, mark, authority, called, outside } = JSON.parse(text);
    const words = [mark, authority, ...called, outside.net, outside.mnt];
    if (Number.isInteger(pipe) && pipe > 2 && words.every((word) => typeof word === 'string'))
      return { pipe, mark, authority, called, outside };
  } catch {
    // It is no JSON, or not of an object.
  }
  throw new TicketError(`${TICKET} is set, and cannot be read`);
}

/** @param {number} pipe */
function wordFrom(pipe) {
  const word = lineFrom(pipe);
  if (/^[0-9a-f]{32}$/.test(word)) return word;
  throw new TicketError(`${TICKET} is set, and nobody is at the other end of its pipe`);
}

/**
 * It comes once the runner has looked, or has made it.
 * @param {number} pipe
 * @returns {string | undefined}
 */
function bundleFrom(pipe) {
  try {
    return JSON.parse(lineFrom(pipe)) ?? undefined;
  } catch {
    throw new TicketError(`${TICKET} is set, and who is at the other end of its pipe says nothing more`);
  }
}

/**
 * One line of the pipe, and no byte of what follows.
 * @param {number} pipe
 */
function lineFrom(pipe) {
  const bytes = [];
  const one = Buffer.alloc(1);
  try {
    while (readSync(pipe, one) === 1 && one[0] !== 0x0a) bytes.push(one[0] ?? 0);
  } catch {
    // There is no such pipe, or nothing in it.
  }
  return Buffer.from(bytes).toString('utf8');
}
