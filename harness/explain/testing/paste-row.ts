import assert from 'node:assert/strict';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { EXIT_CODES, type Explanation, explain } from '../explanation.ts';
import { neededText } from '../needed-paste.ts';
import { readContacts, readDnsPaste, readWebPaste } from '../paste/index.ts';
import type { RemarkKind } from '../remarks/index.ts';

/** What somebody pasted about one server, and what has to be said of it. */
export interface PasteRow {
  /** `example.org` unless given. */
  readonly server?: string;
  readonly zone?: string | readonly string[];
  readonly web?: string;
  readonly certificate?: string;
  readonly now?: number;
  readonly exit: 0 | 1 | 3;
  /** Within the sentence that answers. */
  readonly says: string;
  /** All kinds of remarks in their order, but for what is said of nearly every example. */
  readonly remarks?: readonly RemarkKind[];
  /** Within the text of the first of these: its place, what it says, and what to do. */
  readonly first?: string;
  /** All that has to be pasted yet, besides certificates. */
  readonly needs?: readonly string[];
}

/** Of every example: its addresses are for documents, and some records play no part. */
const USUAL: ReadonlySet<RemarkKind> = new Set(['address-of-documents', 'plays-no-part']);

export function checkRow(row: PasteRow): void {
  const explanation = explainedRow(row);
  const { findability, needed } = explanation;
  assert.ok(findability.sentence.includes(row.says), `${findability.sentence}\nhas to say: ${row.says}`);
  assert.equal(EXIT_CODES[findability.kind], row.exit);
  const remarks = explanation.remarks.filter(({ kind }) => !USUAL.has(kind));
  assert.deepEqual(
    remarks.map(({ kind }) => kind),
    row.remarks ?? [],
  );
  const [first] = remarks;
  const place = first?.at ? `${first.at.file}:${first.at.line}:${first.at.column}: ` : '';
  const told = `${place}${first?.what}; ${first?.instead}`;
  if (row.first !== undefined) assert.ok(told.includes(row.first), `${told}\nhas to say: ${row.first}`);
  if (row.needs !== undefined) {
    const texts = needed.filter(({ kind }) => kind !== 'certificate').map(neededText);
    assert.deepEqual(texts, row.needs);
  }
}

/** `zone` and `file` are the names of what was pasted; of several zones `zone-1`, `zone-2`. */
export function explainedRow(row: PasteRow): Explanation {
  const { server = 'example.org', zone = [], web, certificate, now = Date.UTC(2027, 0, 1) } = row;
  const zones = typeof zone === 'string' ? [zone] : zone;
  return explain(
    {
      server,
      dns: zones.map((text, index) =>
        readDnsPaste(zones.length === 1 ? 'zone' : `zone-${index + 1}`, text, server),
      ),
      ...(web !== undefined && { web: readWebPaste('file', web, server) }),
      contacts: certificate === undefined ? [] : readContacts('certificate', certificate),
      now,
    },
    DEFAULT_SPEC_VERSION,
  );
}
