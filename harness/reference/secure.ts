import { connect, type TLSSocket } from 'node:tls';
import type { Errand } from './errand.ts';
import { failureOf } from './failure.ts';
import { socketEvent } from './socket-event.ts';
import type { TlsRules } from './tls-rules.ts';
import { trust } from './trust.ts';
import type { Connection } from './try-addresses.ts';

/** T-10: resolves only once the peer is authenticated. */
export async function secure(errand: Errand, connection: Connection, rules: TlsRules): Promise<TLSSocket> {
  const { socket, address, port } = connection;
  try {
    const secured = errand.hold(
      connect({ socket, secureContext: trust(), ALPNProtocols: ['http/1.1'], ...rules }),
    );
    await socketEvent(secured, 'secureConnect', errand.parts.timeouts.handshake);
    return secured;
  } catch (error) {
    throw failureOf(`TLS with port ${port} of ${address}`, error);
  }
}
