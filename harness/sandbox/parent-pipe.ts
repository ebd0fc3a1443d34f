import { Socket } from 'node:net';
import type { Ticket } from './enter.mjs';

const KILLED = 137;

/**
 * The pipe to the runner outside: a line is a signal that it was sent, and the end is its end, however it came.
 * It keeps nothing running that has nothing else to do.
 */
export function holdParentPipe({ pipe }: Ticket): void {
  const socket = new Socket({ fd: pipe, readable: true, writable: false });
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
