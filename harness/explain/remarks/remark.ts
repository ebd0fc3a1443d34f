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
export const REMARK_KINDS = [
  // The well-known file is there, and nobody goes by it.
  'file-empty',
  'file-is-page',
  'file-not-utf8',
  'file-not-json',
  'file-of-clients',
  'file-without-server',
  'server-of-wrong-type',
  'server-is-url',
  'server-is-no-name',
  'file-redirects-to-http',
  'file-has-status',
  'file-not-served',
  // What it says was not pasted.
  'file-without-body',
  'file-not-followed',
  // A record is there, and nobody asks for it.
  'doubled-name',
  'written-otherwise',
  'near-miss',
  'other-type',
  'target-is-url',
  'target-is-address',
  // It is found, and leads where nobody gets through.
  'no-public-address',
  'proxied-port',
  'nothing-answers',
  'port-zero',
  'service-denied',
  'certificate-for-others',
  'certificate-not-valid',
  'contradiction',
  // It works, or makes no difference.
  'alias-as-target',
  'no-effect',
  'back-to-web-server',
  'deprecated-service',
  'certificate-elsewhere',
  'certificate-not-verified',
  'weights-without-effect',
  'address-of-documents',
  'plays-no-part',
] as const;

export type RemarkKind = (typeof REMARK_KINDS)[number];

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
