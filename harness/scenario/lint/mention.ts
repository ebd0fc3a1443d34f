import type { Source } from '../../model/index.ts';
import { parseDocument } from '../file/document.ts';
import { isObject } from '../file/merge-patch.ts';

// The variants of one file follow one another and share its text: remembering one answer is enough.
let latest: { readonly text: string; readonly labels: ReadonlySet<string> } | undefined;

/** Host labels that some variant of the file gives to a name, or spells the address of. */
export function labelsInUse(source: Source): ReadonlySet<string> {
  if (latest?.text !== source.text) latest = { text: source.text, labels: labelsIn(source) };
  return latest.labels;
}

function labelsIn(source: Source): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const [, label = ''] of source.text.matchAll(/\{[a-z0-9]+ ([a-z0-9-]+)\}/g)) labels.add(label);
  const { value } = parseDocument(source);
  if (!isObject(value)) return labels;
  const patches = Array.isArray(value.vary) ? value.vary.filter(isObject) : [];
  for (const part of [value, ...patches]) collectStrings(part.machine, labels);
  for (const part of [value, ...patches].flatMap(withChanges)) collectWords(part.dns, labels);
  return labels;
}

type Part = Readonly<Record<string, unknown>>;

function withChanges(part: Part): Part[] {
  const rounds = Array.isArray(part.rounds) ? part.rounds.filter(isObject) : [];
  return [part, ...rounds.map(({ change }) => change).filter(isObject)];
}

/** In `dns` a label may also be a hint of an HTTPS record: `1 . ipv4hint=a,b`. */
function collectWords(value: unknown, into: Set<string>): void {
  const strings = new Set<string>();
  collectStrings(value, strings);
  for (const text of strings) {
    into.add(text);
    for (const [, hints = ''] of text.matchAll(/ipv[46]hint=(\S+)/g))
      for (const hint of hints.split(',')) into.add(hint);
  }
}

function collectStrings(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) collectStrings(each, into);
}
