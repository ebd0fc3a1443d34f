import { connect, type TLSSocket } from 'node:tls';
import type { Errand } from './errand.ts';
import { failureOf } from './failure.ts';
import { socketEvent } from './socket-event.ts';
import type { TlsRules } from './tls-rules.ts';
import { trust } from './trust.ts';
import type { Connection } from './try-addresses.ts';

/** T-10: resolves only once the peer is authenticated. */
export async function secure(
  errand: Errand,
  connection: Connection,
  { forgives, ...rules }: TlsRules,
): Promise<TLSSocket> {
  const { socket, address, port } = connection;
  try {
    const secured = errand.hold(
      connect({
        socket,
        secureContext: trust(),
        ALPNProtocols: ['http/1.1'],
        ...rules,
        ...(forgives && { rejectUnauthorized: false }),
      }),
    );
    await socketEvent(secured, 'secureConnect', errand.parts.timeouts.handshake);
    if (forgives) overlook(secured, forgives, rules);
    return secured;
  } catch (error) {
    throw failureOf(`TLS with port ${port} of ${address}`, error);
  }
}

/** Node checks the name only where the chain is good, and tells the error of a chain by its code. */
function overlook(secured: TLSSocket, forgives: (code: string) => boolean, rules: TlsRules): void {
  const code = secured.authorized ? undefined : String(secured.authorizationError);
  if (code !== undefined && !forgives(code)) throw new Error(code);
  const wrong = rules.checkServerIdentity('', secured.getPeerCertificate());
  if (wrong) throw wrong;
}
