import { canonical, isIPv4, isIPv6 } from '../../model/index.ts';
import { asked } from './asked.ts';
import { questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import { type PastedSection, readCommand } from './pasted-sections.ts';
import { readData } from './record-data.ts';

const BANNER = /^; <<>> DiG \S+ <<>>(.*)$/;
/** Data without a name: an address, what an SRV record holds, a name, a text. */
const BARE_DATA = /^(?:[\d.]+|[\da-fA-F:.]*:[\da-fA-F:.]*|\d+ \d+ \d+ \S+|\S+\.|".*")$/;

/** What `+identify` adds to each line. */
const IDENTITY = / from server \S{1,60} in \d{1,9} [mu]s\.?$/;

/** What `dig +short` prints: data without names, which the command line before it has. */
export const digShort: DnsFormat = {
  name: 'dig +short',
  recognises: ({ command, lines }) => {
    if (command?.words.includes('+short')) return true;
    const written = lines.filter((line) => isWritten(line) && !line.text.startsWith(';'));
    return (
      written.length > 0 && written.every(({ text }) => BARE_DATA.test(text.trim().replace(IDENTITY, '')))
    );
  },
  read: readShort,
};

const INSTEAD = 'paste what dig prints without +short, which has the names';

function* readShort({ command, lines }: PastedSection): Generator<DnsFinding> {
  const banner = lines.find(({ text }) => BANNER.test(text));
  const printed = lines
    .filter((line) => isWritten(line) && !line.text.startsWith(';'))
    .map((line) => ({ ...line, text: line.text.replace(IDENTITY, '') }));
  const words = banner && readCommand(`dig ${BANNER.exec(banner.text)?.[1] ?? ''}`, banner.at);
  const from = words ?? command;
  const [question, ...more] = from ? questionsOf(from) : [];
  const [first] = printed;
  // It prints nothing for a name that does not exist, for a type that is not there, and for a failure.
  if (!first) return;
  if (!from || !question) throw mistake(first.at, `${quoted(first.text)} does not say whose it is`, INSTEAD);
  if (more.length > 0 || from.isChained)
    throw mistake(
      first.at,
      'this is what dig +short printed for several questions, and not which is whose',
      INSTEAD,
    );
  if (question.isOther) return;
  const type = question.type ?? 'A';
  let owner = canonical(question.name);
  yield* asked(owner, type, { kind: 'records' });
  for (const line of printed) {
    const finding = recordIn(line, owner, type);
    yield finding;
    if (finding.kind === 'record' && finding.data.type === 'CNAME') owner = finding.data.target;
  }
}

/** Before the addresses stand the aliases, in order. */
function recordIn({ text, at }: PastedLine, owner: string, type: string): DnsFinding {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const kind = kindOf(first, rest.length, type);
  if (!kind)
    throw mistake(at, `${quoted(text)} is no ${type} record, for which dig +short was asked`, INSTEAD);
  const tokens = [first, ...rest].map((word) => ({ text: word, quoted: false, position: at }));
  const token = tokens[0] ?? { text: '', quoted: false, position: at };
  if (kind === 'TXT')
    return { kind: 'record', owner, data: { type: 'TXT', text: text.trim().replaceAll('"', '') }, at };
  return { kind: 'record', owner, data: readData(kind, token, tokens, (name) => canonical(name.text)), at };
}

function kindOf(
  first: string,
  more: number,
  type: string,
): 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'TXT' | undefined {
  if (type === 'SRV' && more === 3) return 'SRV';
  if (type === 'A' && isIPv4(first)) return 'A';
  if (type === 'AAAA' && isIPv6(first)) return 'AAAA';
  if (type === 'TXT' && first.startsWith('"')) return 'TXT';
  return more === 0 && first.endsWith('.') ? 'CNAME' : undefined;
}
