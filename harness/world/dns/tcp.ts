import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Service } from './service.ts';

/** RFC 7766 6.2.3 leaves the figure open; clients that keep the connection come back within this. */
const IDLE_MS = 30_000;

export async function serveTcp(address: string, service: Service): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => serveConnection(socket, address, service));
  server.listen({ host: address, port: 53, ipv6Only: isIPv6(address) });
  await once(server, 'listening');
  server.on('error', () => {});
  return server;
}

function serveConnection(socket: Socket, address: string, service: Service): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    const { messages, rest: left } = splitFrames(Buffer.concat([rest, chunk]));
    rest = left;
    for (const bytes of messages)
      service.handle({ bytes, transport: 'tcp', resolver: address, send: (reply) => send(socket, reply) });
  });
}

function send(socket: Socket, reply: Buffer): void {
  if (!socket.writable) return;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(reply.length, 0);
  // In one write: clients exist that take the two bytes for a message when they come alone.
  socket.write(Buffer.concat([length, reply]));
}

/** RFC 1035 4.2.2: each message has two bytes of length in front. */
export function splitFrames(bytes: Buffer): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let at = 0;
  while (bytes.length - at >= 2) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    messages.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { messages, rest: bytes.subarray(at) };
}
