/** What tests start in a sandbox in place of the command: it is let in, and then says over its pipe what the test wants. */
import { fstatSync, openSync, writeSync } from 'node:fs';
import { insideTicket } from '../ticket.mjs';

const ticket = insideTicket();
if (ticket === undefined) throw new Error('this is started in a sandbox');
const { pipe } = ticket;

export const { word } = ticket;

/** As whoever has taken hold of the pipe could, too. */
export const tell = (/** @type {string} */ text) => void writeSync(pipe, text);

export const kill = () => process.kill(process.pid, 'SIGKILL');

/** Begins a record, and tells of it. */
export function recordIn(/** @type {string} */ file) {
  const { dev, ino } = fstatSync(openSync(file, 'wx'), { bigint: true });
  tell(`record ${word} ${JSON.stringify({ file, dev: String(dev), ino: String(ino) })}\n`);
}

/** The end line of a record. */
export function end(/** @type {number} */ unexpected, /** @type {string[]} */ problems = [], more = {}) {
  return `${JSON.stringify({ type: 'end', complete: true, unexpected, problems, ...more })}\n`;
}
