import { suggestion } from '../../base/index.ts';
import { RECORD_TYPES, type RecordType } from '../../model/index.ts';
import { ScenarioError } from '../../scenario/index.ts';
import type { AnswerByHand, RecordByHand } from '../../world/index.ts';

export interface DigQuestion {
  /** Without final dot. */
  readonly name: string;
  readonly type: RecordType;
}

/** `--dig NAME TYPE`, any number of times, each in either order, as `dig` takes them. */
export function digQuestions(words: readonly string[]): DigQuestion[] {
  const questions: DigQuestion[] = [];
  for (let at = 0; at < words.length; at += 2) questions.push(question(words[at] ?? '', words[at + 1]));
  return questions;
}

function question(first: string, second: string | undefined): DigQuestion {
  if (second === undefined)
    throw mistake(
      `--dig ${first} is half a question`,
      'give a name and a type, after the cases: --dig NAME SRV',
    );
  const type = typeOf(second);
  if (type !== undefined) return { name: checked(first), type };
  const swapped = typeOf(first);
  if (swapped !== undefined) return { name: checked(second), type: swapped };
  const hint = suggestion(second.toUpperCase(), Object.keys(RECORD_TYPES));
  throw mistake(`"${second}" is no type of records in these worlds`, hint);
}

function typeOf(word: string): RecordType | undefined {
  const type = word.toUpperCase();
  return Object.hasOwn(RECORD_TYPES, type) ? (type as RecordType) : undefined;
}

/** RFC 1035, section 2.3.4. */
const LONGEST = 253;
const LABEL = /^[\w-]{1,63}$/;

/** What can be asked for as it stands. */
function checked(word: string): string {
  const name = word.replace(/\.$/, '');
  if (name.length <= LONGEST && name.split('.').every((label) => LABEL.test(label))) return name;
  throw mistake(`"${word}" is no name that DNS could be asked for`, hintFor(word));
}

function hintFor(word: string): string {
  const host = /^[a-z]+:\/\/([^/?#]+)|^@[^:]*:(.+)$/i.exec(word);
  const plain = (host?.[1] ?? host?.[2] ?? word).replace(/:\d+$/, '');
  if (plain !== word) return `did you mean "${plain}"?`;
  return 'a name is labels of at most 63 letters, digits, - and _ with dots between them, 253 in all; others are written as xn--…';
}

const mistake = (what: string, hint: string) => new ScenarioError({ code: 'bad-value', what, hint });

/** As `dig +noall +question +answer +comments` prints it, so that it is read wherever that is. `undefined`: no answer came. */
export function digLines({ name, type }: DigQuestion, answer: AnswerByHand | undefined): string[] {
  if (answer === undefined) return [`;; no answer came for ${name} ${type}`];
  const { status, records } = answer;
  return [
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 1`,
    ';; QUESTION SECTION:',
    `;${name}.\tIN\t${type}`,
    ...(records.length === 0 ? [`;; no record`] : [';; ANSWER SECTION:', ...records.map(recordLine)]),
  ];
}

const recordLine = ({ name, ttl, type, data }: RecordByHand) => `${name}.\t${ttl}\tIN\t${type}\t${data}`;

/** 0: every question got a record of its type, 1: one got none, 9: one got no answer, as with `dig`. */
export function digExitCode(
  asked: readonly (readonly [question: DigQuestion, answer: AnswerByHand | undefined])[],
): number {
  if (asked.some(([, answer]) => answer === undefined)) return 9;
  return asked.every(([{ type }, answer]) => answer?.records.some((record) => record.type === type)) ? 0 : 1;
}
