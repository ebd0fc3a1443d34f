import type { RecordType } from '../../model/index.ts';
import { type AskedOutcome, asked, NO_NAME, NOTHING, outcomeOf, SILENCE, WITHOUT_TYPE } from './asked.ts';
import type { CommandQuestion } from './dns-command.ts';
import type { DnsFinding } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

const CANNOT_FIND = /^\*\*\*? .*:\s*([^:]+)$/;
const NO_RECORDS =
  /^\*\*\* No (?:internal type for both IPv4 and IPv6 Addresses \(A\+AAAA\)|(\S+)) records available for (\S+)/;

/** What nslookup says of a name that it did not find. `name` absent: of the one that was asked for. */
interface Said {
  readonly name?: string | undefined;
  readonly outcome: AskedOutcome;
}

/** What a line with asterisks says; `undefined`: that is not understood. */
export function outcomeSaid({ text }: PastedLine): Said | undefined {
  const reason = (CANNOT_FIND.exec(text)?.[1] ?? '').trim().replace(/\.$/, '');
  const name = nameWithin(text);
  const noRecords = NO_RECORDS.exec(text);
  if (noRecords) return { name: noRecords[2], outcome: NOTHING };
  if (/non-existent domain|NXDOMAIN/i.test(reason)) return { name, outcome: NO_NAME };
  if (/no answer/i.test(reason)) return { name, outcome: NOTHING };
  if (/no response from server|timed? ?-?out/i.test(text))
    return /timed/i.test(text) ? { outcome: SILENCE } : { name, outcome: SILENCE };
  if (/refused/i.test(reason)) return { name, outcome: { kind: 'failed', why: 'REFUSED' } };
  if (/server failed|unspecified error/i.test(reason))
    return { name, outcome: { kind: 'failed', why: 'SERVFAIL' } };
  return /^[A-Z]{4,10}$/.test(reason) ? { name, outcome: outcomeOf(reason) ?? NOTHING } : undefined;
}

/** The last name before the colon: that of the server stands before it, in every language. */
function nameWithin(text: string): string | undefined {
  const before = text.slice(0, Math.max(0, text.lastIndexOf(':')));
  return before
    .split(/\s+/)
    .filter((word) => /^[\w-]+(?:\.[\w-]+)+\.?$/.test(word))
    .at(-1);
}

/** Of which type the question was tells the command line, or else the name. Throws a ScenarioError where neither does. */
export function* outcomeFor(
  question: CommandQuestion | undefined,
  { name, outcome }: Said,
  { text, at }: PastedLine,
): Generator<DnsFinding> {
  if (name !== undefined && outcome === NO_NAME) return yield* asked(name, undefined, outcome);
  if (!question)
    throw mistake(at, `${quoted(text)} does not say what was asked`, 'paste the command line above it, too');
  for (const type of typesOf(question)) yield* asked(name ?? question.name, type, outcome);
}

export const typesOf = ({ type, isOther }: CommandQuestion): readonly RecordType[] =>
  isOther ? [] : type === undefined ? WITHOUT_TYPE : [type];
