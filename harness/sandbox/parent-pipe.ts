import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Ticket } from './ticket.mjs';

const KILLED = 137;

/** Of this process, once it holds the pipe. */
let inside: Ticket | undefined;

/**
 * The pipe to the runner outside: a line is a signal that it was sent, and the end is its end, however it came.
 * It keeps nothing running that has nothing else to do.
 */
export function holdParentPipe(ticket: Ticket): void {
  inside = ticket;
  const socket = new Socket({ fd: ticket.pipe, readable: true, writable: false });
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const signal of lines) process.kill(process.pid, signal);
  });
  socket.on('error', () => process.exit(KILLED));
  socket.on('end', () => process.exit(KILLED));
  socket.unref();
}

/**
 * Tells the runner outside of the record of this run, an open file, before any program is started that could change where `file`
 * leads: the runner reads there whether the exit code can be true. Where nobody is outside, nobody is told.
 */
export function tellRecord(file: string, descriptor: number): void {
  if (inside === undefined) return;
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  const place = JSON.stringify({ file, dev: String(dev), ino: String(ino) });
  writeSync(inside.pipe, `record ${inside.word} ${place}\n`);
}
