import type { DnsEvent } from '../../evidence/index.ts';
import { ADDRESSES, asciiLower, type RecordSet } from '../../model/index.ts';
import { now } from '../clock.ts';
import { planned } from '../late.ts';
import { answerQuestion, type DnsReply } from './answer.ts';
import type { Directory } from './directory.ts';
import { encodeBadVersion, encodeHeader, encodeReply } from './encode.ts';
import type { AskedQuestion } from './protocol.ts';
import { type DnsQuestion, readQuestion } from './question.ts';
import { recordText } from './record-text.ts';
import { typeName } from './record-type.ts';

/** A message came over one of the transports; `send` may be called later, or never. */
export interface Arrival {
  readonly bytes: Buffer;
  readonly transport: 'udp' | 'tcp';
  /** Address of the resolver that was asked. */
  readonly resolver: string;
  /** `sent` is called when the kernel has it. */
  send(bytes: Buffer, sent?: () => void): void;
}

const INTERNET = 1;
/** Of answers that are still to be sent. A question beyond that is dropped, and recorded as such. */
const MOST_WAITING = 10_000;

/** Of the machine's two name servers: the second has the zones of those cases alone that say what it answers. */
export interface Directories {
  readonly first: Directory;
  readonly second: Directory;
}

/** From bytes to bytes: reads a question, answers it from the zones, and tells what was asked. */
export class DnsService {
  readonly #directories: Directories;
  readonly #tell: (asked: AskedQuestion) => void;
  readonly #late: (serial: number, ms: number) => void;
  readonly #turns = new WeakMap<RecordSet, number>();
  #waiting = 0;

  /** `late` hears by how many milliseconds an answer to an open case was sent later than it was to be. */
  constructor(
    directories: Directories,
    tell: (asked: AskedQuestion) => void,
    late: (serial: number, ms: number) => void = () => {},
  ) {
    this.#directories = directories;
    this.#tell = tell;
    this.#late = late;
  }

  handle(arrival: Arrival): void {
    const incoming = readQuestion(arrival.bytes);
    switch (incoming.kind) {
      case 'ignore':
        return;
      case 'refuse':
        arrival.send(encodeHeader(incoming.id, incoming.echo, incoming.rcode));
        return;
      case 'question':
        this.#answer(incoming.question, arrival);
        return;
      default:
        incoming satisfies never;
    }
  }

  #answer(question: DnsQuestion, arrival: Arrival): void {
    const when = now();
    const { edns } = question;
    if (edns !== undefined && edns.version > 0) {
      arrival.send(encodeBadVersion({ ...question, edns }));
      return;
    }
    const reply = this.#reply(question, arrival.resolver);
    const encoded = reply.answer === 'dropped' ? undefined : encodeReply(question, reply, arrival.transport);
    const truncated = encoded?.truncated ?? false;
    // After a truncated answer the same question comes back over TCP: it is still the same turn.
    if (!truncated) for (const set of reply.used) this.#turns.set(set, this.#turnOf(set) + 1);
    this.#tell(asked(question, reply, arrival, when, truncated));
    if (encoded === undefined) return;
    const { serial, delay } = reply;
    const sent = serial === null ? undefined : planned(delay, (ms) => this.#late(serial, ms), when);
    if (delay > 0) this.#sendLater(encoded.bytes, arrival, delay, sent);
    else arrival.send(encoded.bytes, sent);
  }

  #sendLater(bytes: Buffer, arrival: Arrival, delay: number, sent?: () => void): void {
    this.#waiting++;
    setTimeout(() => {
      this.#waiting--;
      arrival.send(bytes, sent);
    }, delay);
  }

  #reply(question: DnsQuestion, resolver: string): DnsReply {
    const type = typeName(question.type);
    const directory = this.#directoryFor(question.name, resolver);
    const reply = answerQuestion(directory, question.name, type, (set) => this.#turnOf(set));
    if (reply.delay > 0 && this.#waiting >= MOST_WAITING) return { ...reply, answer: 'dropped', used: [] };
    if (question.class === INTERNET)
      return question.edns && reply.edns === false ? withoutEdns(reply) : reply;
    return { ...reply, answer: 'REFUSED', records: [], additional: [], used: [], delay: 0, truncate: false };
  }

  #directoryFor(name: string, resolver: string): Directory {
    const { first, second } = this.#directories;
    if (resolver !== ADDRESSES.secondResolver) return first;
    return second.find(asciiLower(name))?.zone === undefined ? first : second;
  }

  #turnOf(set: RecordSet): number {
    return this.#turns.get(set) ?? 0;
  }
}

/** RFC 6891 7. The question is expected once more without EDNS: it is still the same turn. */
function withoutEdns(reply: DnsReply): DnsReply {
  return { ...reply, answer: 'FORMERR', records: [], additional: [], used: [], delay: 0, truncate: false };
}

function asked(
  question: DnsQuestion,
  reply: DnsReply,
  arrival: Arrival,
  when: number,
  truncated: boolean,
): AskedQuestion {
  const event: Omit<DnsEvent, 'n' | 'at'> = {
    kind: 'dns',
    name: question.name,
    type: typeName(question.type),
    transport: arrival.transport,
    resolver: arrival.resolver,
    answer: reply.answer,
    truncated,
    records: truncated || reply.answer === 'dropped' ? [] : reply.records.map(recordText),
  };
  return { kind: 'asked', serial: reply.serial, when, event };
}
