import { connect, type Socket } from 'node:net';
import { DiscoveryFailure, failureOf } from './failure.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Attempt } from './parts.ts';
import { socketEvent } from './socket-event.ts';

/** AMB-13: each address in turn until one accepts. What happens after that on the connection is not repeated elsewhere. */
export async function tryAddresses(
  attempt: Attempt,
  addresses: readonly string[],
  port: number,
): Promise<OpenConnection> {
  const refusals: DiscoveryFailure[] = [];
  for (const address of addresses) {
    attempt.check();
    try {
      return { address, port, socket: await open(attempt, address, port) };
    } catch (error) {
      refusals.push(failureOf(`port ${port} of ${address}`, error));
    }
  }
  attempt.check();
  const trouble = refusals.at(-1)?.trouble;
  throw new DiscoveryFailure(refusals.map(({ message }) => message).join('; '), { trouble });
}

async function open(attempt: Attempt, host: string, port: number): Promise<Socket> {
  // AMB-17: the grammar allows such ports, the network does not.
  if (port < 1 || port > 65535) throw new DiscoveryFailure('no such port');
  const socket = attempt.hold(connect({ host, port, noDelay: true }));
  await socketEvent(socket, 'connect', attempt.parts.timeouts.connect);
  return socket;
}
