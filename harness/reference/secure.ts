import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { DiscoveryFailure, failureOf } from './failure.ts';
import type { TlsRules } from './https-exchange.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Attempt } from './parts.ts';
import type { Peer } from './peer.ts';
import { socketEvent } from './socket-event.ts';
import { trust } from './trust.ts';

/** T-10: resolves only once the peer is authenticated. */
export async function secure(
  attempt: Attempt,
  connection: OpenConnection,
  { servername, demand }: TlsRules,
): Promise<TLSSocket> {
  const { socket, address, port } = connection;
  const { timeouts, faultOfPeer } = attempt.parts;
  try {
    const secured = attempt.hold(
      connect({
        socket,
        secureContext: trust(),
        ALPNProtocols: ['http/1.1'],
        ...(servername !== undefined && { servername }),
        // The chain is checked all the same; what came of it is looked at together with the name.
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
      }),
    );
    takeApartOnce(secured);
    await socketEvent(secured, 'secureConnect', timeouts.handshake);
    const why = faultOfPeer(peerOf(secured), demand);
    if (why === undefined) return secured;
    secured.destroy();
    throw new DiscoveryFailure(why, { trouble: 'bad-certificate' });
  } catch (error) {
    throw failureOf(`TLS with port ${port} of ${address}`, error);
  }
}

/** Before its own check of the name, Node takes the whole chain apart: 380 µs. The certificate alone is 110, and once will do. */
function takeApartOnce(secured: TLSSocket): void {
  const alone = secured.getPeerCertificate.bind(secured, false);
  let certificate: PeerCertificate | undefined;
  Object.assign(secured, {
    getPeerCertificate() {
      certificate ??= alone();
      return certificate;
    },
  });
}

function peerOf(secured: TLSSocket): Peer {
  const certificate = secured.getPeerCertificate();
  return secured.authorized ? { certificate } : { certificate, fault: String(secured.authorizationError) };
}
