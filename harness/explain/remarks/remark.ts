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
  'file-not-utf8': null,
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
  'nothing-answers': null,
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

/** Of two remarks on one line the second is left out: it says the same, and less. */
const OUTWEIGHS: readonly (readonly [RemarkKind, RemarkKind])[] = [
  // A reader knows what was typed.
  ['written-otherwise', 'doubled-name'],
  ['target-is-url', 'written-otherwise'],
  ['target-is-address', 'written-otherwise'],
];

/** The most harmful first, and those of one kind as they came; nothing twice. */
export function inOrderOfHarm(remarks: readonly Remark[]): readonly Remark[] {
  const told = remarks.filter((remark) => !remarks.some((other) => outweighs(other, remark)));
  const sorted = told.sort((a, b) => REMARK_KINDS.indexOf(a.kind) - REMARK_KINDS.indexOf(b.kind));
  return sorted.filter(({ what }, index) => sorted.findIndex((other) => other.what === what) === index);
}

function outweighs(one: Remark, other: Remark): boolean {
  if (one.at?.line !== other.at?.line || one.at?.file !== other.at?.file) return false;
  return OUTWEIGHS.some(([more, less]) => one.kind === more && other.kind === less);
}
