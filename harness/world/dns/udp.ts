import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { DnsSettings } from './protocol.ts';
import type { DnsService } from './service.ts';

/** Linux grants at most `net.core.rmem_max`; with its default of 208 KiB a burst of 250 cases loses questions. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

export async function serveUdp(
  address: string,
  service: DnsService,
  buffer: DnsSettings['receiveBuffer'],
): Promise<Socket> {
  const options = buffer === 'largest' ? { recvBufferSize: RECEIVE_BUFFER } : {};
  const socket = isIPv6(address)
    ? createSocket({ ...options, type: 'udp6', ipv6Only: true })
    : createSocket({ ...options, type: 'udp4' });
  socket.on('message', (bytes, client) => {
    service.handle({
      bytes,
      transport: 'udp',
      resolver: address,
      send: (reply, sent) => {
        // Nobody can be answered at port 0, which only a forged datagram comes from, and Node throws at it.
        if (client.port === 0) return;
        // A client that has gone is no concern of ours.
        socket.send(reply, client.port, client.address, () => sent?.());
      },
    });
  });
  socket.bind(53, address);
  await once(socket, 'listening');
  socket.on('error', () => {});
  return socket;
}
