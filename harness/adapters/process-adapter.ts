import type { About, Adapter, Answer, Question } from './adapter.ts';
import { AdapterError } from './adapter-error.ts';
import { HELLO_HINT, readAnswer, readHello, readOk } from './answer.ts';
import type { Command } from './child.ts';
import { Conversation } from './conversation.ts';
import { abortable, settlesWithin } from './patience.ts';
import { TextRing } from './text-ring.ts';

/** Milliseconds. */
export interface Patience {
  /** From the start to the answer to `hello`. */
  readonly hello: number;
  readonly reset: number;
  /** From `bye` to SIGTERM, and from there to SIGKILL. */
  readonly grace: number;
}

export const PATIENCE: Patience = { hello: 20_000, reset: 10_000, grace: 2_000 };

/** Characters of stderr that are kept. */
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
    throw new AdapterError(
      'adapter-silent',
      what,
      `${HELLO_HINT}. Does it flush its stdout after each line?`,
    );
  }
}

class ProcessAdapter implements Adapter {
  readonly about: About;
  readonly #command: Command;
  readonly #patience: Patience;
  readonly #stderr: TextRing;
  #talk: Promise<Conversation>;
  /** Valid answers since the last start. */
  #answered = 0;
  /** Why it was started anew; null while that was not needed. */
  #broke: AdapterError | null = null;
  readonly #disposal = new AbortController();

  constructor(command: Command, patience: Patience, stderr: TextRing, talk: Conversation, about: About) {
    this.about = about;
    this.#command = command;
    this.#patience = patience;
    this.#stderr = stderr;
    this.#talk = Promise.resolve(talk);
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const { request } = question;
    if (request.kind === 'trigger') {
      return {
        kind: 'skip',
        why: `a resolver process sends requests and has no trigger "${request.trigger}"`,
      };
    }
    const { kind: _, ...asked } = request;
    const message = { cmd: 'resolve', server: question.server, budget_ms: question.budgetMs, request: asked };
    try {
      const talk = await abortable(this.#liveWithin(question.budgetMs), signal);
      const answer = readAnswer(await talk.request(message, signal));
      this.#answered += 1;
      return answer;
    } catch (error) {
      if (error instanceof AdapterError) return { kind: 'error', code: error.code, message: error.message };
      throw error;
    }
  }

  async reset(): Promise<void> {
    const talk = await this.#live();
    const deadline = AbortSignal.timeout(this.#patience.reset);
    try {
      readOk(await talk.request({ cmd: 'reset' }, deadline), 'reset');
    } catch (error) {
      if (error instanceof AdapterError) throw error;
      const what = `the adapter did not answer \`reset\` within ${this.#patience.reset / 1000} s`;
      throw new AdapterError('adapter-silent', what, 'answer {"id":n,"ok":true} when the caches are dropped');
    }
  }

  stderr(): string {
    return this.#stderr.read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal.abort();
    const talk = await this.#talk.catch(() => null);
    await talk?.end(this.#patience.grace);
  }

  /** A start that uses the budget up must end as a fault of the adapter, not as silence of the implementation. */
  async #liveWithin(budgetMs: number): Promise<Conversation> {
    const live = this.#live();
    if (await settlesWithin(live, 0.8 * budgetMs)) return live;
    const what = 'starting the adapter anew takes longer than the question may';
    throw new AdapterError(
      'adapter-silent',
      what,
      `mend what broke it: ${this.#broke?.message ?? 'unknown'}`,
    );
  }

  /** The conversation that goes on, begun anew when the last one broke. */
  async #live(): Promise<Conversation> {
    const known = this.#talk;
    const talk = await known;
    if (!talk.broken || this.#disposal.signal.aborted) return talk;
    // Another question may have begun it anew while this one waited.
    if (this.#talk !== known) return this.#live();
    // A child that breaks again before it answered anything would only do so for ever.
    if (this.#broke && this.#answered === 0) return talk;
    this.#talk = this.#restart(talk);
    return this.#talk;
  }

  async #restart(broken: Conversation): Promise<Conversation> {
    this.#broke = broken.broken;
    this.#answered = 0;
    await broken.end(0);
    const { talk } = await introduce(this.#command, this.#patience, this.#stderr, this.#disposal.signal);
    return talk;
  }
}
