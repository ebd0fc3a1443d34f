import { digOutput } from './dig-paste.ts';
import type { DnsFormat } from './dns-finding.ts';
import { type PastedLine, shortened } from './pasted-lines.ts';

/** What `dig +yaml` prints: it says the same as without, line for line. */
export const digYaml: DnsFormat = {
  name: 'dig +yaml',
  recognises: ({ lines }) => lines.some(({ text }) => /^\s*(?:- )?type: (?:MESSAGE|DIG_ERROR)$/.test(text)),
  read: (section, origin) => digOutput.read({ ...section, lines: section.lines.map(asDigPrints) }, origin),
};

/** The line of a YAML document as it stands in the output without `+yaml`; what plays no part becomes a comment. */
function asDigPrints(line: PastedLine): PastedLine {
  const { text } = line;
  const [, key = '', value = ''] = /^\s*([A-Za-z_]+):\s*(.*)$/.exec(text) ?? [];
  const [marks, item] = /^\s*- '?(?=[^\s'])/.exec(text) ?? [];
  if (key === 'status') return { ...line, text: `;; ->>HEADER<<- status: ${value}` };
  if (key === 'flags' && !text.startsWith('          ')) return { ...line, text: `;; flags: ${value};` };
  if (key.endsWith('_SECTION') || key.endsWith('_PSEUDOSECTION'))
    return { ...line, text: `;; ${key.replace(/_(?:PSEUDO)?SECTION$/, '')} SECTION:` };
  if (/no servers could be reached/.test(text)) return { ...line, text: ';; no servers could be reached' };
  if (marks === undefined || item !== undefined || /^\s*- [a-z_]+:/.test(text)) return { ...line, text: ';' };
  const entry = shortened(line, marks.length);
  const bare = entry.text.replace(/'\s*$/, '').replaceAll("''", "'");
  return { ...entry, text: isQuestion(bare) ? `;${bare}` : bare };
}

/** `example.org. IN SRV`: a record has more. */
const isQuestion = (text: string): boolean => /^\S+ IN [A-Z0-9]+$/.test(text);
