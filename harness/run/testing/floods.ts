/** What a hostile implementation does to one case, for a test. */
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { ADDRESSES } from '../../model/index.ts';

/** Pipelined questions over TCP, in one piece; resolves when all are answered. `nameOf` is asked for each. */
export async function floodWithQuestions(count: number, nameOf: (index: number) => string): Promise<void> {
  const socket = connect(53, ADDRESSES.ipv4Resolver);
  const messages = Array.from({ length: count }, (_, index) => framed(questionFor(nameOf(index))));
  let answers = 0;
  let held: Buffer = Buffer.alloc(0);
  socket.write(Buffer.concat(messages));
  for await (const piece of socket as AsyncIterable<Buffer>) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      held = held.subarray(2 + held.readUInt16BE(0));
      answers++;
    }
    if (answers === count) break;
  }
}

function questionFor(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, 1, 0, 1])]);
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

const SIDE_BY_SIDE = 50;

async function sideBySide(count: number, one: (index: number) => Promise<unknown>): Promise<void> {
  for (let begun = 0; begun < count; begun += SIDE_BY_SIDE) {
    const batch = Math.min(SIDE_BY_SIDE, count - begun);
    await Promise.all(Array.from({ length: batch }, (_, index) => one(begun + index)));
  }
}

/** Connections on which nothing is sent. */
export async function floodWithConnections(count: number, host: string, port: number): Promise<void> {
  await sideBySide(count, async () => {
    const socket = connect(port, host);
    await once(socket, 'connect');
    await ended(socket);
  });
}

async function ended(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.resume();
  socket.end();
  await closed;
}

export interface FloodedPlace {
  readonly host: string;
  readonly port: number;
  /** In SNI. */
  readonly name: string;
}

async function secured({ host, port, name }: FloodedPlace): Promise<TLSSocket> {
  // The certificate is none of a flood's business.
  const socket = connectTls({ host, port, servername: name, rejectUnauthorized: false });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket;
}

/** Requests one behind another, so many on each connection. */
export async function floodWithRequests(
  count: number,
  target: FloodedPlace,
  requestAt: (index: number) => { readonly path: string; readonly host: string },
  perConnection = 900,
): Promise<void> {
  for (let begun = 0; begun < count; begun += perConnection) {
    const socket = await secured(target);
    const requests = Array.from({ length: Math.min(perConnection, count - begun) }, (_, index) => {
      const { path, host } = requestAt(begun + index);
      return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    });
    const last = `GET ${requestAt(begun).path} HTTP/1.1\r\nHost: ${requestAt(begun).host}\r\nConnection: close\r\n\r\n`;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(requests.slice(0, -1).join('') + last);
    await closed;
  }
}

/** The same as streams of HTTP/2. */
export async function floodWithStreams(
  count: number,
  target: FloodedPlace,
  authority: string,
  perConnection = 900,
): Promise<void> {
  const { host, port, name } = target;
  for (let begun = 0; begun < count; begun += perConnection) {
    const session = connectHttp2(`https://${host}:${port}`, { servername: name, rejectUnauthorized: false });
    session.on('error', () => {});
    await sideBySide(Math.min(perConnection, count - begun), async () => {
      const stream = session.request({ ':path': '/_matrix/federation/v1/version', ':authority': authority });
      stream.on('error', () => {});
      stream.resume();
      await new Promise((closed) => stream.once('close', closed));
    });
    session.destroy();
  }
}
