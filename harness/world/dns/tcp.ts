import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';
import type { DnsService } from './service.ts';

/** RFC 7766 6.2.3 leaves the figure open; clients that keep the connection come back within this. */
const IDLE_MS = 30_000;
/** Of a limit that is 4,096 on most machines, files are left for everything else. */
export const MOST_CONNECTIONS = 512;

/** Connections over TCP to all addresses of the name server. */
export class TcpSide {
  readonly #service: DnsService;
  /** The one that has asked nothing for longest comes first. */
  readonly #connections = new Set<Socket>();

  constructor(service: DnsService) {
    this.#service = service;
  }

  async listen(address: string): Promise<Server> {
    const server = createServer({ noDelay: true }, (socket) => this.#serve(socket, address));
    server.listen({ host: address, port: 53, ipv6Only: isIPv6(address) });
    await once(server, 'listening');
    server.on('error', () => {});
    return server;
  }

  #serve(socket: Socket, address: string): void {
    const frames = new FrameReader();
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => {});
    socket.once('close', () => this.#connections.delete(socket));
    this.#makeRoomFor(socket);

    const answerAll = (): void => {
      // Who asks and does not read waits: answers are not piled up for anybody.
      while (!socket.writableNeedDrain && !socket.destroyed) {
        const bytes = frames.next();
        if (bytes === undefined) {
          socket.resume();
          return;
        }
        this.#makeRoomFor(socket);
        this.#service.handle({
          bytes,
          transport: 'tcp',
          resolver: address,
          send: (reply, sent) => {
            send(socket, reply);
            // A client that does not read makes nobody late but itself.
            sent?.();
          },
        });
      }
      socket.pause();
    };
    socket.on('drain', answerAll);
    socket.on('data', (piece: Buffer) => {
      frames.push(piece);
      answerAll();
    });
  }

  /** RFC 7766 6.2.3: under load a server closes idle connections. */
  #makeRoomFor(socket: Socket): void {
    this.#connections.delete(socket);
    this.#connections.add(socket);
    if (this.#connections.size <= MOST_CONNECTIONS) return;
    const [longest] = this.#connections;
    longest?.destroy();
    if (longest !== undefined) this.#connections.delete(longest);
  }
}

function send(socket: Socket, reply: Buffer): void {
  if (!socket.writable) return;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(reply.length, 0);
  // In one write: clients exist that take the two bytes for a message when they come alone.
  socket.write(Buffer.concat([length, reply]));
}
