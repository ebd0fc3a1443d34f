import type { Answer } from '../../evidence/index.ts';
import type { About } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import { type AnswerLine, readAnswer } from '../answer.ts';
import type { Conversation, ProtocolMessage } from '../process/conversation.ts';
import { introduce, PATIENCE, STDERR_LIMIT } from '../process/process-adapter.ts';
import type { Command } from '../process/program.ts';
import { TextRing } from '../process/text-ring.ts';

/** A server name that is up, and what was wrong on the wire when it was asked for (null: nothing). */
export interface LiveName {
  readonly server: string;
  wrong(about: About): Promise<string | null>;
}

export interface SmokeOptions {
  readonly live?: LiveName;
  /** Milliseconds for one question, as it is told to the process. */
  readonly budgetMs?: number;
  /** How much longer than that it gets to say so. */
  readonly spareMs?: number;
  readonly helloMs?: number;
  /** Milliseconds from `bye`, or the end of its input, to its exit. */
  readonly graceMs?: number;
}

/** The program on trial: started when it is needed, and again when a check was its end. */
export class SmokeBench implements AsyncDisposable {
  readonly live: LiveName | undefined;
  readonly budgetMs: number;
  readonly graceMs: number;
  readonly #command: Command;
  readonly #helloMs: number;
  readonly #spareMs: number;
  readonly #stderr = new TextRing(STDERR_LIMIT);
  #current: { readonly talk: Conversation; readonly about: About } | null = null;

  constructor(command: Command, options: SmokeOptions) {
    this.#command = command;
    this.live = options.live;
    this.budgetMs = options.budgetMs ?? 10_000;
    this.graceMs = options.graceMs ?? PATIENCE.grace;
    this.#spareMs = options.spareMs ?? 2_000;
    this.#helloMs = options.helloMs ?? PATIENCE.hello;
  }

  async talk(): Promise<Conversation> {
    return (await this.#living()).talk;
  }

  async about(): Promise<About> {
    return (await this.#living()).about;
  }

  async #living() {
    if (this.#current && !this.#current.talk.broken) return this.#current;
    await this.#current?.talk.end(0);
    this.#current = await introduce(this.#command, { ...PATIENCE, hello: this.#helloMs }, this.#stderr);
    return this.#current;
  }

  /** `hint` is what to do when no answer comes. */
  async request(message: ProtocolMessage, hint: string, ms = PATIENCE.reset): Promise<AnswerLine> {
    const talk = await this.talk();
    try {
      return await talk.request(message, AbortSignal.timeout(ms));
    } catch (error) {
      if (error instanceof AdapterError) throw error;
      throw new AdapterError('adapter-silent', `no answer to \`${message.cmd}\` within ${ms / 1000} s`, hint);
    }
  }

  async resolve(server: string): Promise<Answer> {
    const request = { method: 'GET', path: '/_matrix/federation/v1/version' };
    const message = { cmd: 'resolve', server, budget_ms: this.budgetMs, request };
    const answer = readAnswer(await this.request(message, SILENT_HINT, this.budgetMs + this.#spareMs));
    if (answer.kind !== 'error') return answer;
    throw new AdapterError('adapter-said-error', answer.message, ERROR_HINT);
  }

  /** Waits for the exit that `by` asked for. */
  async exits(talk: Conversation, by: string): Promise<void> {
    if (await talk.exitsWithin(this.graceMs)) return;
    await talk.end(0);
    const what = `it still runs ${this.graceMs / 1000} s after ${by}`;
    throw new AdapterError('adapter-silent', what, 'exit at `bye` and at the end of standard input');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current?.talk.end(this.graceMs);
  }
}

const SILENT_HINT =
  'every question needs an answer within its `budget_ms`: {"id":n,"failed":{"message":"…"}} is one';
const ERROR_HINT = '`error` means that the shim itself broke; a server that cannot be reached is `failed`';
