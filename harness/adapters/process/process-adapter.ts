import type { Answer, Question } from '../../evidence/index.ts';
import type { About, Adapter } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import { readAnswer, readHello, readOk } from '../answer.ts';
import { abortable } from '../patience.ts';
import { Conversation } from './conversation.ts';
import { OwnWords } from './own-words.ts';
import type { Command } from './program.ts';
import { Restarting } from './restarting.ts';
import { TextRing } from './text-ring.ts';
import { whySilent } from './why-silent.ts';

/** Milliseconds. */
export interface Patience {
  /** From the start to the answer to `hello`. */
  readonly hello: number;
  readonly reset: number;
  /** From `bye` to SIGTERM, and from there to SIGKILL. */
  readonly grace: number;
}

export const PATIENCE: Patience = { hello: 20_000, reset: 10_000, grace: 2_000 };

/** Octets of stderr that are kept. */
export const STDERR_LIMIT = 64 * 1024;

/** Starts a program that speaks JSON Lines, and waits for its `hello`; `amend` has the last word on what that says. */
export async function startProcess(
  command: Command,
  patience: Patience = PATIENCE,
  amend: (about: About) => About = (about) => about,
): Promise<Adapter> {
  const stderr = new TextRing(STDERR_LIMIT);
  const { talk, about } = await introduce(command, patience, stderr);
  return new ProcessAdapter(command, patience, stderr, talk, amend(about));
}

interface Introduced {
  readonly talk: Conversation;
  readonly about: About;
}

/** The first exchange, common to the adapter and to `smoke`. */
export async function introduce(
  command: Command,
  patience: Patience,
  stderr: TextRing,
  signal = new AbortController().signal,
): Promise<Introduced> {
  const talk = await Conversation.start(command, stderr);
  const deadline = AbortSignal.timeout(patience.hello);
  try {
    const hello = talk.request({ cmd: 'hello', protocol: 1 }, deadline);
    const reply = await abortable(hello, signal);
    return { talk, about: readHello(reply) };
  } catch (error) {
    await talk.end(0);
    if (signal.aborted) throw new AdapterError('adapter-ended', 'the adapter was ended', 'ask before that');
    if (!deadline.aborted || error !== deadline.reason) throw error;
    const what = `the adapter did not answer \`hello\` within ${patience.hello / 1000} s`;
    throw new AdapterError('adapter-silent', what, whySilent(command.argv));
  }
}

class ProcessAdapter implements Adapter {
  readonly about: About;
  readonly #patience: Patience;
  readonly #stderr: TextRing;
  readonly #words: OwnWords;
  readonly #talks: Restarting<Conversation>;
  #resets = 0;

  constructor(command: Command, patience: Patience, stderr: TextRing, talk: Conversation, about: About) {
    this.about = about;
    this.#patience = patience;
    this.#stderr = stderr;
    this.#words = new OwnWords(stderr);
    const begin = async (signal: AbortSignal) => (await introduce(command, patience, stderr, signal)).talk;
    this.#talks = new Restarting(talk, begin, patience.grace);
  }

  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    return this.#words.during(() => this.#ask(question, signal));
  }

  async reset(): Promise<void> {
    this.#resets += 1;
    const talk = await this.#talks.live();
    const deadline = AbortSignal.timeout(this.#patience.reset);
    try {
      readOk(await talk.request({ cmd: 'reset' }, deadline), 'reset');
    } catch (error) {
      if (error instanceof AdapterError) throw error;
      const what = `the adapter did not answer \`reset\` within ${this.#patience.reset / 1000} s`;
      throw new AdapterError('adapter-silent', what, 'answer {"id":n,"ok":true} when the caches are dropped');
    }
  }

  losses(): number {
    return this.#talks.renewals + this.#resets;
  }

  stderr(): string {
    return this.#stderr.read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#talks[Symbol.asyncDispose]();
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const { request } = question;
    if (request.kind === 'trigger') {
      return {
        kind: 'skip',
        why: `it cannot be asked for "${request.trigger}", as a homeserver can`,
      };
    }
    const { kind: _, ...asked } = request;
    const message = { cmd: 'resolve', server: question.server, budget_ms: question.budgetMs, request: asked };
    try {
      const talk = await abortable(this.#talks.liveWithin(question.budgetMs), signal);
      const answer = readAnswer(await talk.request(message, signal));
      this.#talks.answered();
      return answer;
    } catch (error) {
      if (error instanceof AdapterError) return { kind: 'error', code: error.code, message: error.message };
      throw error;
    }
  }
}
