import type { RecordType } from '../../model/index.ts';
import { askedType } from './asked.ts';
import type { PastedCommand } from './pasted-sections.ts';
import { typeNamed } from './read-types.ts';

/** What a command line asks for. */
export interface CommandQuestion {
  readonly name: string;
  /** Absent: none is given, or one that plays no part. */
  readonly type?: RecordType;
  /** A type is given that plays no part, or ANY. */
  readonly isOther?: true;
}

/** Options whose value is the next word. */
const WITH_VALUE = /^(?:-[pbckfyWRmNi]|--interface|-Server)$/;
const OF_TYPE = /^(?:-t|-type|--type|-querytype|-qt)$/i;
/** `-type=SRV`, `-tSRV`. */
const TYPE_WITHIN = /^(?:-(?:type|q|querytype|qt|ty)=|--type=|-t(?=[A-Z]{1,10}$))(.*)$/i;
const SWITCH = /^(?:[@+-].*|query|service|IN)$/i;

/** Programs that take several questions in one command. */
const TAKES_SEVERAL: ReadonlySet<string | undefined> = new Set(['dig', 'kdig', 'resolvectl']);

/** The questions in the words of `dig`, `drill`, `kdig`, `host`, `nslookup`, `resolvectl query` or `Resolve-DnsName`. */
export function questionsOf({ program, words }: PastedCommand): readonly CommandQuestion[] {
  const questions: CommandQuestion[] = [];
  const takesSeveral = TAKES_SEVERAL.has(program);
  let type: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const within = TYPE_WITHIN.exec(word)?.[1];
    const last = questions.at(-1);
    if (within !== undefined) type = within;
    else if (OF_TYPE.test(word)) type = words[++index];
    else if (WITH_VALUE.test(word)) index++;
    else if (SWITCH.test(word)) continue;
    else if (!isTypeWord(word)) {
      // The second name of other programs is the server.
      if (takesSeveral || !last) questions.push({ name: word, ...typed(type) });
    } else if (takesSeveral && last && last.type === undefined && !last.isOther)
      // `NAME TYPE`: it belongs to the name before it; `TYPE NAME`: to that behind it.
      questions[questions.length - 1] = { name: last.name, ...typed(word) };
    else type = word;
  }
  const [first] = questions;
  return takesSeveral || !first ? questions : [{ name: first.name, ...typed(type) }];
}

const isTypeWord = (word: string): boolean =>
  !word.includes('.') && (typeNamed(word) !== undefined || /^(?:ANY|AXFR)$/i.test(word));

function typed(word: string | undefined): Pick<CommandQuestion, 'type' | 'isOther'> {
  if (word === undefined) return {};
  const type = askedType(word);
  return type === undefined ? { isOther: true } : { type };
}
