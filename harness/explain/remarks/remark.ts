import { keysOf } from '../../base/index.ts';
import type { Position } from '../../scenario/index.ts';

/** Something in what was pasted that is likely not what was meant, or that it is good to know. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Absent: it stands nowhere, or all over the paste. */
  readonly at?: Position;
  /** One sentence without full stop, which begins with what it is about. */
  readonly what: string;
  /** What to do, as an order; absent: nothing has to be done. */
  readonly instead?: string;
}

/** Every kind of remark, the most harmful first: in this order they are told. */
const KINDS = {
  // The well-known file is there, and nobody goes by it.
  'file-empty': null,
  'file-is-page': null,
  'file-not-json': null,
  'file-of-clients': null,
  'file-without-server': null,
  'server-of-wrong-type': null,
  'server-is-url': null,
  'server-is-no-name': null,
  'file-redirects-to-http': null,
  'file-has-status': null,
  'file-not-served': null,
  // What it says was not pasted.
  'file-without-body': null,
  'file-not-followed': null,
  // A record is there, and nobody asks for it.
  'doubled-name': null,
  'written-otherwise': null,
  'near-miss': null,
  'other-type': null,
  'target-is-url': null,
  'target-is-address': null,
  // It is found, and leads where nobody gets through.
  'no-public-address': null,
  'proxied-port': null,
  'port-zero': null,
  'service-denied': null,
  'certificate-for-others': null,
  'certificate-not-valid': null,
  contradiction: null,
  // It works, or makes no difference.
  'alias-as-target': null,
  'no-effect': null,
  'back-to-web-server': null,
  'deprecated-service': null,
  'certificate-elsewhere': null,
  'certificate-not-verified': null,
  'weights-without-effect': null,
  'address-of-documents': null,
  'plays-no-part': null,
} as const;

export type RemarkKind = keyof typeof KINDS;
export const REMARK_KINDS: readonly RemarkKind[] = keysOf(KINDS);

/** Written as it is told below: a reader of the paste says the same, and knows what was typed. */
const SAID_BY_READER: ReadonlySet<RemarkKind> = new Set([
  'doubled-name',
  'target-is-url',
  'target-is-address',
]);

/** The most harmful first, and those of one kind as they came; nothing twice. */
export function inOrderOfHarm(remarks: readonly Remark[]): readonly Remark[] {
  const read = new Set(remarks.flatMap(({ kind, at }) => (kind === 'written-otherwise' ? lineOf(at) : [])));
  const told = remarks.filter(
    ({ kind, at }) => !SAID_BY_READER.has(kind) || !lineOf(at).some((line) => read.has(line)),
  );
  const sorted = told.sort((a, b) => REMARK_KINDS.indexOf(a.kind) - REMARK_KINDS.indexOf(b.kind));
  return sorted.filter(({ what }, index) => sorted.findIndex((other) => other.what === what) === index);
}

const lineOf = (at: Position | undefined): readonly string[] => (at ? [`${at.file}:${at.line}`] : []);
