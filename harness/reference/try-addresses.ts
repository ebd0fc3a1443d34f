import { connect, type Socket } from 'node:net';
import type { Errand } from './errand.ts';
import { DiscoveryFailure, failureOf } from './failure.ts';
import { socketEvent } from './socket-event.ts';

export interface Connection {
  readonly address: string;
  readonly port: number;
  readonly socket: Socket;
}

/** AMB-13: each address in turn until one accepts. What happens after that on the connection is not repeated elsewhere. */
export async function tryAddresses(
  errand: Errand,
  addresses: readonly string[],
  port: number,
): Promise<Connection> {
  const refusals: string[] = [];
  for (const address of addresses) {
    errand.check();
    try {
      return { address, port, socket: await open(errand, address, port) };
    } catch (error) {
      refusals.push(failureOf(`port ${port} of ${address}`, error).message);
    }
  }
  errand.check();
  throw new DiscoveryFailure(refusals.join('; '));
}

async function open(errand: Errand, host: string, port: number): Promise<Socket> {
  // AMB-17: the grammar allows such ports, the network does not.
  if (port < 1 || port > 65535) throw new DiscoveryFailure('no such port');
  const socket = errand.hold(connect({ host, port, noDelay: true }));
  await socketEvent(socket, 'connect', errand.parts.timeouts.connect);
  return socket;
}
