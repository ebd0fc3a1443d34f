import { lastOctets } from '../../base/index.ts';
import type { Answer } from '../../evidence/index.ts';
import type { TextRing } from './text-ring.ts';

/** Octets: enough for the end of a stack trace. */
const KEPT = 2048;

/** Of what somebody writes to stderr while several questions are under way, nobody can say which it is about. */
export class OwnWords {
  readonly #log: TextRing;
  #underWay = 0;
  #begun = 0;

  constructor(log: TextRing) {
    this.#log = log;
  }

  /** The answer with what was written meanwhile, where no other question was under way. */
  async during(ask: () => Promise<Answer>): Promise<Answer> {
    const isFirst = this.#underWay === 0;
    const number = ++this.#begun;
    const from = this.#log.written;
    this.#underWay++;
    try {
      const answer = await ask();
      const isAlone = isFirst && number === this.#begun;
      return isAlone ? withStderr(answer, this.#log.since(from)) : answer;
    } finally {
      this.#underWay--;
    }
  }
}

export function withStderr(answer: Answer, text: string): Answer {
  return text === '' ? answer : { ...answer, stderr: lastOctets(text, KEPT) };
}
