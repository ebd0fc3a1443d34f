import { excerpt } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import type { AnswerLine } from '../answer.ts';
import { abortable } from '../patience.ts';
import { Child } from './child.ts';
import type { Command } from './program.ts';
import { Surplus } from './surplus.ts';
import type { TextRing } from './text-ring.ts';

/** A message to the implementation; its `id` is added. */
export type ProtocolMessage = { readonly cmd: string } & Readonly<Record<string, unknown>>;

interface Waiting {
  resolve(reply: AnswerLine): void;
  reject(reason: unknown): void;
}

/** JSON Lines with one child: numbered messages out, replies in any order back, until one side ends it. */
export class Conversation {
  #child: Child | null = null;
  #nextId = 1;
  #broken: AdapterError | null = null;
  readonly #waiting = new Map<number, Waiting>();
  /** Messages nobody waits for any more: their replies are dropped. */
  readonly #abandoned = new Set<number>();
  /** Mistakes that concern no question that is still open: answers that came twice. */
  readonly surplus = new Surplus();
  readonly #stderr: TextRing;

  private constructor(stderr: TextRing) {
    this.#stderr = stderr;
  }

  static async start(command: Command, stderr: TextRing): Promise<Conversation> {
    const talk = new Conversation(stderr);
    const listener = {
      line: (text: string) => talk.#hear(text),
      broken: (error: AdapterError) => talk.#break(error),
    };
    talk.#child = await Child.start(command, listener, stderr);
    return talk;
  }

  /** Why it cannot go on; null while it can. */
  get broken(): AdapterError | null {
    return this.#broken;
  }

  /** Rejects with the signal's reason when it aborts, and with an AdapterError when the conversation breaks. */
  request(message: ProtocolMessage, signal: AbortSignal): Promise<AnswerLine> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#broken) return Promise.reject(this.#broken);
    const id = this.#nextId++;
    const replied = new Promise<AnswerLine>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    // A failed write needs no word of its own: the child is going, and its end rejects everything that waits.
    this.#child?.write(JSON.stringify({ id, ...message }), signal).catch(() => {});
    return abortable(replied, signal).finally(() => {
      if (this.#waiting.delete(id)) this.#abandoned.add(id);
    });
  }

  /** Says `bye`, closes its input, and ends it by force where that does not help. */
  async end(graceMs: number): Promise<void> {
    const wasBroken = this.#broken;
    this.#break(
      new AdapterError('adapter-ended', 'the adapter was ended', 'ask before it is disposed of'),
      false,
    );
    if (wasBroken === null) await this.sayBye(graceMs);
    await this.#child?.end(graceMs);
  }

  /** `bye` may be answered or not. */
  async sayBye(withinMs: number): Promise<void> {
    const id = this.#nextId++;
    this.#abandoned.add(id);
    const patience = AbortSignal.timeout(withinMs);
    await this.#child?.write(JSON.stringify({ id, cmd: 'bye' }), patience).catch(() => {});
  }

  closeInput(): void {
    this.#child?.closeInput();
  }

  async exitsWithin(ms: number): Promise<boolean> {
    return (await this.#child?.exitsWithin(ms)) ?? true;
  }

  #hear(line: string): void {
    if (this.#broken) return;
    const reply = parseReply(line);
    if (reply === null) this.#break(garbage(line));
    else this.#deliver(reply, line);
  }

  #deliver(reply: AnswerLine, line: string): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting) {
      this.#waiting.delete(reply.id);
      this.surplus.answered();
      waiting.resolve(reply);
    } else if (reply.id < 1 || reply.id >= this.#nextId) {
      this.#break(unknownId(reply.id, line));
    } else if (!this.#abandoned.delete(reply.id)) {
      this.#hearSurplus(reply.id, line);
    }
  }

  #hearSurplus(id: number, line: string): void {
    const flood = this.surplus.add(id, line);
    const { first, count } = this.surplus;
    if (first && count === 1) this.#note(`${first.code}: ${first.message}`);
    if (flood) this.#break(flood);
  }

  /** Among what the program itself wrote to stderr. */
  #note(text: string): void {
    this.#stderr.push(Buffer.from(`signpost: ${text}\n`));
  }

  #break(error: AdapterError, kill = true): void {
    if (this.#broken) return;
    this.#broken = error;
    const { summary } = this.surplus;
    if (summary) this.#note(`adapter-answered-twice: ${summary}`);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.reject(error);
    // Whatever it says from here on cannot be trusted.
    if (kill) void this.#child?.kill();
  }
}

function parseReply(line: string): AnswerLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const isReply = typeof value === 'object' && value !== null && 'id' in value && Number.isInteger(value.id);
  return isReply ? (value as AnswerLine) : null;
}

function garbage(line: string): AdapterError {
  return new AdapterError(
    'adapter-garbage',
    `the adapter wrote a line that is no answer: ${excerpt(line)}`,
    'every line on stdout is one JSON object with the `id` of its question; write logs to stderr',
  );
}

function unknownId(id: number, line: string): AdapterError {
  return new AdapterError(
    'adapter-unknown-id',
    `the adapter answered message ${id}, which was never sent: ${excerpt(line)}`,
    'copy the `id` of the question into its answer, as the same number',
  );
}
