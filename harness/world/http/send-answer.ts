import { once } from 'node:events';
import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { HttpAnswer } from '../../model/index.ts';
import { planned } from '../late.ts';
import type { HttpExchange, HttpResponse } from './exchange.ts';
import { headOf, mayHaveBody, textOf } from './head.ts';
import { pieces } from './pieces.ts';

/** Sends what the author wrote, byte for byte. A promise where that takes its time. */
export function sendAnswer(
  exchange: HttpExchange,
  response: HttpResponse,
  answer: HttpAnswer,
): Promise<void> | undefined {
  const { raw, delay, drip, endless, close, http } = answer;
  const slow = delay !== undefined || drip !== undefined || endless === true || close === true;
  if (raw !== undefined || http === '1.0') return whileOpen(exchange, response, sendBare, answer);
  if (slow) return whileOpen(exchange, response, sendSlowly, answer);
  const body = bodyOf(answer);
  writeHead(response, answer, body);
  response.end(body);
  return undefined;
}

type Send = (
  exchange: HttpExchange,
  response: HttpResponse,
  answer: HttpAnswer,
  signal: AbortSignal,
) => Promise<void>;

/** Until the answer is sent, the client goes, or the case ends. */
async function whileOpen(
  exchange: HttpExchange,
  response: HttpResponse,
  send: Send,
  answer: HttpAnswer,
): Promise<void> {
  const over = new AbortController();
  const abort = (): void => over.abort();
  response.once('close', abort);
  const forget = exchange.connection.onClose(abort);
  try {
    await send(exchange, response, answer, over.signal);
  } catch (error) {
    // What breaks while somebody waits for it is heard of before its end.
    if (!over.signal.aborted && error !== response.socket?.errored) throw error;
  } finally {
    forget();
  }
}

async function sendSlowly(
  exchange: HttpExchange,
  response: HttpResponse,
  answer: HttpAnswer,
  signal: AbortSignal,
): Promise<void> {
  if (answer.delay !== undefined) await wait(exchange, answer.delay, signal);
  const socket = response instanceof ServerResponse ? await socketOf(response, signal) : undefined;
  const body = bodyOf(answer);
  writeHead(response, answer, body);
  if (response instanceof ServerResponse) response.flushHeaders();
  exchange.answered(answer.status);
  if (wantsBody(response, answer)) await write(exchange, response, body, answer, signal);
  if (answer.close !== true) response.end();
  else if (socket !== undefined) socket.end();
  else if (!(response instanceof ServerResponse)) await endSession(response);
}

/** Past Node's HTTP, which writes nothing but well-formed HTTP/1.1. The connection ends with the answer. */
async function sendBare(
  exchange: HttpExchange,
  response: HttpResponse,
  answer: HttpAnswer,
  signal: AbortSignal,
): Promise<void> {
  if (!(response instanceof ServerResponse)) throw new Error('HTTP/2 leaves no room for a bare answer.');
  if (answer.delay !== undefined) await wait(exchange, answer.delay, signal);
  // The response is never finished, so that no later one gets its turn on the socket.
  const socket = await socketOf(response, signal);
  if (answer.raw !== undefined) {
    socket.write(answer.raw);
    const status = /^HTTP\/1\.\d ([2-9]\d\d)/m.exec(Buffer.from(answer.raw).toString('latin1'))?.[1];
    if (status !== undefined) exchange.answered(Number(status));
  } else {
    const body = bodyOf(answer);
    socket.write(textOf(headOf(answer, body.length, '1.0')), 'latin1');
    exchange.answered(answer.status);
    if (wantsBody(response, answer)) await write(exchange, socket, body, answer, signal);
  }
  socket.end();
}

/** A pipelined request has to wait until the answers before it are sent. */
async function socketOf(response: ServerResponse, signal: AbortSignal): Promise<Socket> {
  if (response.socket === null) await once(response, 'socket', { signal });
  const { socket } = response;
  if (socket === null) throw new Error('A response has its turn, but no socket.');
  return socket;
}

function writeHead(response: HttpResponse, answer: HttpAnswer, body: Uint8Array): void {
  const version = response instanceof ServerResponse ? '1.1' : '2';
  const { status, headers } = headOf(answer, body.length, version);
  const fields = Object.fromEntries(headers);
  if (response instanceof ServerResponse) response.writeHead(status, fields);
  else response.writeHead(status, fields);
}

/** It is told how much longer it took. */
async function wait({ connection }: HttpExchange, ms: number, signal: AbortSignal): Promise<void> {
  const over = planned(ms, (late) => connection.late(late));
  await sleep(ms, undefined, { signal });
  over();
}

/** Never more than the client takes: what it does not read waits here as one piece. */
async function write(
  exchange: HttpExchange,
  sink: HttpResponse | Socket,
  body: Buffer,
  answer: HttpAnswer,
  signal: AbortSignal,
): Promise<void> {
  const between = (ms: number, isPlanned: boolean) =>
    isPlanned ? wait(exchange, ms, signal) : sleep(ms, undefined, { signal });
  for await (const piece of pieces(body, answer, between)) {
    if (!sink.write(piece)) await once(sink, 'drain', { signal });
  }
}

/** What was written is with the kernel before the session goes. */
async function endSession(response: Exclude<HttpResponse, ServerResponse>): Promise<void> {
  await new Promise<void>((resolve) => response.write('', () => resolve()));
  response.stream.session?.destroy();
}

function wantsBody({ req }: HttpResponse, { status }: HttpAnswer): boolean {
  return req.method !== 'HEAD' && mayHaveBody(status);
}

function bodyOf({ body, gzip }: HttpAnswer): Buffer {
  return gzip === true ? gzipSync(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
