import type { Socket } from 'node:net';
import { patience } from '../base/index.ts';
import { DiscoveryFailure } from './failure.ts';

/** Waits for an event of a socket. Whatever ends the socket first ends the waiting, and so does the time limit. */
export function socketEvent(socket: Socket, event: string, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = patience(ms, () =>
      socket.destroy(new DiscoveryFailure(`nothing within ${ms} ms`, { trouble: 'stall' })),
    );
    const done = () => {
      stop();
      socket.off(event, succeed).off('error', fail).off('close', end);
    };
    const succeed = () => {
      done();
      resolve();
    };
    const fail = (error: Error) => {
      done();
      reject(error);
    };
    const end = () => fail(new DiscoveryFailure('the connection was closed', { trouble: 'reset' }));
    socket.once(event, succeed).once('error', fail).once('close', end);
  });
}
