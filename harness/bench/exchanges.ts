import type { Verdict } from '../judge/index.ts';

/** What went over the wire: the work that no harness can avoid. */
export interface Exchanges {
  readonly questions: number;
  readonly handshakes: number;
  readonly requests: number;
}

export function exchangesOf(verdicts: readonly Pick<Verdict, 'events'>[]): Exchanges {
  const count = (kind: string): number =>
    verdicts.reduce((sum, { events }) => sum + events.filter((event) => event.kind === kind).length, 0);
  return { questions: count('dns'), handshakes: count('secure'), requests: count('http') };
}

/** A client repeats a question whose answer lay unread for a second: on a busy machine a few of thousands. */
const REPEATED = 0.02;

export function sameExchanges(one: Exchanges, other: Exchanges): boolean {
  return (
    Math.abs(one.questions - other.questions) <= REPEATED * other.questions &&
    one.handshakes === other.handshakes &&
    one.requests === other.requests
  );
}

export function told({ questions, handshakes, requests }: Exchanges): string {
  return `${questions} DNS questions, ${handshakes} TLS handshakes, ${requests} HTTP requests`;
}
