import { excerpt } from '../../base/index.ts';
import type { Answer, Question } from '../../evidence/index.ts';
import type { About, Adapter } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import { abortable } from '../patience.ts';
import { OwnWords } from '../process/own-words.ts';
import { Restarting } from '../process/restarting.ts';
import type { TextRing } from '../process/text-ring.ts';
import { meaningOf } from './answer-meaning.ts';
import { clientRequest } from './client-request.ts';
import type { Trigger } from './description.ts';
import { type ClientAnswer, exchange } from './exchange.ts';
import type { Server } from './server.ts';

/** How a homeserver is asked, whoever started it. */
export interface Manner {
  readonly about: About;
  readonly triggers: Readonly<Record<string, Trigger>>;
  /** Its own server name. */
  readonly self: string;
  readonly log: TextRing;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly graceMs: number;
}

/** A connection that is cut mostly means that the homeserver is ending, and its end says more. */
const END_AFTER_CUT_MS = 500;

/** A homeserver as an implementation: each question is a request of a client that makes it contact another server. */
export class HomeserverAdapter implements Adapter {
  readonly about: About;
  readonly #manner: Manner;
  readonly #words: OwnWords;
  readonly #servers: Restarting<Server>;

  constructor(first: Server, begin: (signal: AbortSignal) => Promise<Server>, manner: Manner) {
    this.about = manner.about;
    this.#manner = manner;
    this.#words = new OwnWords(manner.log);
    this.#servers = new Restarting(first, begin, manner.graceMs);
  }

  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    return this.#words.during(() => this.#ask(question, signal));
  }

  /** Of all caches, whatever they are kept in, only a new start with a new data folder is rid. */
  reset(): Promise<void> {
    return this.#servers.renew();
  }

  losses(): number {
    return this.#servers.renewals;
  }

  stderr(): string {
    return this.#manner.log.read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#servers[Symbol.asyncDispose]();
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    const trigger = this.#triggerFor(question);
    if (typeof trigger === 'string') return { kind: 'skip', why: trigger };
    const request = clientRequest(trigger, { server: question.server, self: this.#manner.self });
    if (typeof request === 'string') return { kind: 'skip', why: request };
    try {
      const server = await abortable(this.#servers.liveWithin(question.budgetMs), signal);
      const answer = await exchange(server.origin, request, signal).catch((cause: unknown) =>
        broken(server, cause, signal),
      );
      this.#servers.answered();
      return this.#read(trigger, answer);
    } catch (error) {
      if (error instanceof AdapterError) return { kind: 'error', code: error.code, message: error.message };
      throw error;
    }
  }

  /** A sentence if it has none that does what is asked. */
  #triggerFor({ request }: Question): Trigger | string {
    const { triggers } = this.#manner;
    if (request.kind === 'trigger') {
      const named = Object.hasOwn(triggers, request.trigger) ? triggers[request.trigger] : undefined;
      return named ?? `it cannot be asked for "${request.trigger}"`;
    }
    // What a homeserver sends is its own choice: any federation request stands for the plain question.
    const plain = request.method === 'GET' && request.body === undefined;
    const [first] = Object.values(triggers);
    if (!plain || !first) return `a homeserver cannot be told to send ${request.method} ${request.path}`;
    return first;
  }

  #read(trigger: Trigger, { status, type, body }: ClientAnswer): Answer {
    const { errcode, error } = matrixError(body);
    const came = [String(status), errcode].filter((part) => part !== undefined).join(' ');
    const told = excerpt(error ? `${came}: ${error}` : came, 1000);
    const meaning = meaningOf(trigger, status, errcode);
    switch (meaning) {
      case 'reached':
        if (isWebPage(type, body)) return { kind: 'error', ...garbage(status, body) };
        return { kind: 'resolved', targets: [] };
      case 'failed':
        return { kind: 'failed', message: told };
      case 'notAsked':
        return { kind: 'skip', why: `it refused the name before it tried to reach it: ${told}` };
      case undefined: {
        const message = `its answer is not among those that implementation.json explains: ${told}`;
        return { kind: 'error', code: 'homeserver-unknown-answer', message };
      }
      default:
        return meaning satisfies never;
    }
  }
}

/** What a homeserver answers is JSON, or media of any type. */
const isWebPage = (type: string | undefined, body: string): boolean =>
  type === undefined ? /^\s*</.test(body) : /^text\/html\b/i.test(type);

/** A program that says yes to everybody who asks, but is no homeserver, has reached nobody. */
function garbage(status: number, body: string): { readonly code: string; readonly message: string } {
  const what = `what listens there answered ${status} with a web page: ${excerpt(body.trim(), 60)}`;
  const { code, message } = new AdapterError(
    'homeserver-garbage',
    what,
    'is this the port of its client API, without TLS?',
  );
  return { code, message };
}

/** The specification's standard error response, where the body is one. */
function matrixError(body: string): { readonly errcode?: string; readonly error?: string } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const { errcode, error } = value as Record<string, unknown>;
  return {
    ...(typeof errcode === 'string' ? { errcode } : {}),
    ...(typeof error === 'string' ? { error } : {}),
  };
}

async function broken(server: Server, cause: unknown, signal: AbortSignal): Promise<never> {
  if (signal.aborted) throw signal.reason;
  await server.breaksWithin(END_AFTER_CUT_MS);
  if (server.broken) throw server.broken;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = cause instanceof Error ? cause.message : String(cause);
  if (code.startsWith('HPE_')) {
    const what = `the homeserver answered something that is not HTTP (${why})`;
    throw new AdapterError('homeserver-garbage', what, 'is this the port of its client API, without TLS?', {
      cause,
    });
  }
  const what = `the homeserver at ${server.origin} could not be asked (${why})`;
  throw new AdapterError('homeserver-unreachable', what, 'does it run, and listen there?', { cause });
}
