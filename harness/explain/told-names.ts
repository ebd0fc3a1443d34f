import { answerOf, type NameAnswer, type RecordType, setFor, setsIn, type Zone } from '../model/index.ts';
import type { DnsPaste, PastedQuestion } from './paste.ts';

/** What pastes tell of names: an answer, or `undefined` where none of them tells. */
export type ToldNames = (name: string, type: RecordType) => NameAnswer | undefined;

/** Several pastes together. Where two of them tell otherwise, the later one counts. */
export function toldNames(pastes: readonly DnsPaste[]): ToldNames {
  const latestFirst = pastes.map(toldBy).reverse();
  return (name, type) => {
    for (const told of latestFirst) {
      const answer = told(name, type);
      if (answer) return answer;
    }
    // What looks like an IPv4 address is a name below a top-level domain of digits, and there is none.
    return /(?:^|\.)\d+$/.test(name) ? { kind: 'none', why: 'NXDOMAIN' } : undefined;
  };
}

/** What one paste tells. */
export function toldBy({ zone, isComplete, questions, proxied }: DnsPaste): ToldNames {
  const setsAt = setsIn(zone);
  const asked = new Map(questions.map((question) => [`${question.name} ${question.type}`, question.outcome]));
  const behindProxy = new Set([...proxied, ...tunnelled(zone)]);
  const missing = new Set(questions.filter(isMissing).map(({ name }) => name));
  return (name, type) => {
    const complete = isComplete(name);
    // A proxy answers for it with addresses of its own, whichever they are.
    if (isAddressType(type) && behindProxy.has(name)) return untoldAddress(name, type);
    // A wildcard answers only where no record is left out. Names are anybody's: `constructor` is one.
    const own = Object.hasOwn(zone, name) ? zone[name] : undefined;
    const sets = complete ? setsAt(name) : own;
    if (setFor(sets, type)) return answerOf(sets, type);
    const outcome = asked.get(`${name} ${type}`);
    if (outcome !== undefined && outcome.kind !== 'records') return outcome;
    // RFC 8020: nor is there anything below it.
    if (own === undefined && selfAndAbove(name).some((each) => missing.has(each)))
      return { kind: 'none', why: 'NXDOMAIN' };
    return complete ? answerOf(sets, type) : undefined;
  };
}

/** Names whose alias is seen by nobody but Cloudflare, which answers with addresses of its own. */
export function tunnelled(zone: Zone): readonly string[] {
  return Object.entries(zone).flatMap(([owner, sets]) => {
    const records = sets.flatMap(({ answers }) => answers.flatMap((answer) => answer.records));
    return records.some((record) => record.type === 'CNAME' && isTunnel(record.target)) ? [owner] : [];
  });
}

const isTunnel = (name: string): boolean => /(?:^|\.)(?:cfargotunnel\.com|cdn\.cloudflare\.net)$/.test(name);

/** There is an address, and nobody said which: the name stands in its place. */
export function untoldAddress(name: string, type: 'A' | 'AAAA'): NameAnswer {
  return { kind: 'records', records: [{ type, address: name }] };
}

export const isAddressType = (type: RecordType): type is 'A' | 'AAAA' => type === 'A' || type === 'AAAA';

const isMissing = ({ outcome }: PastedQuestion): boolean =>
  outcome.kind === 'none' && outcome.why === 'NXDOMAIN';

/** Not the root, nor a top-level name: nobody pastes that those do not exist and means what is below them. */
function selfAndAbove(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
