import type { Contact, Endpoint, ListenerId } from '../../model/index.ts';
import { judgeCertificate, KEYS, restsOnWildcard } from './certificate.ts';
import type { Supposition } from './consultation.ts';
import type { BrokenConnection, Unreached } from './decision.ts';
import type { Inquiry } from './inquiry.ts';
import { leaveOpen, weaken } from './inquiry.ts';
import { type ExpectedPeer, exists, idAt, type Try } from './tries.ts';

/** What came of trying every address of a name on one port. */
export interface Attempts {
  readonly good: readonly OtherEnd[];
  /** No TCP connection: another address or target is to be tried (N-3, V-8). */
  readonly unreached: readonly Unreached[];
  /** TCP connected and nothing good came of it: whether to go on is open (AMB-2, AMB-13). */
  readonly broken: readonly BrokenConnection[];
  readonly uncertified: readonly Uncertified[];
}

/** The other end of a connection. */
export interface OtherEnd {
  readonly at: ListenerId;
  readonly endpoint: Endpoint;
}

export interface Uncertified extends OtherEnd {
  readonly why: string;
  readonly clause?: string;
}

/** Whether it is asked for the file or gets the request. */
type TriedPeer = ExpectedPeer & { readonly of: 'file' | 'target' };

/** What did not do, as the text of an open reading names it. */
export function failureText(failed: BrokenConnection | Uncertified): string {
  return `${failed.at} (${'fault' in failed ? failed.fault : failed.why})`;
}

/** What came of tries; `supposed` is taken for what is not known of them. */
export function attemptsOf(
  q: Inquiry,
  tries: readonly Try[],
  { of, ...peer }: TriedPeer,
  supposed?: Supposition,
): Attempts {
  const found: Found = { good: [], unreached: [], broken: [], uncertified: [] };
  for (const { endpoint, contact } of tries) {
    if (contact) sortIn(q, endpoint, contact, { ...peer, of }, found);
    else if (exists(endpoint.port)) supposeIn(endpoint, peer, supposed, found);
    else {
      leaveOpen(q, 'AMB-17', `port ${endpoint.port} is taken as written, and cannot be connected to`);
      found.unreached.push({ kind: 'no-such-port', port: endpoint.port });
    }
  }
  return found;
}

/** Several tries taken together, as for the equal targets of an SRV answer. */
export function together(all: readonly Attempts[]): Attempts {
  return {
    good: all.flatMap((a) => a.good),
    unreached: all.flatMap((a) => a.unreached),
    broken: all.flatMap((a) => a.broken),
    uncertified: all.flatMap((a) => a.uncertified),
  };
}

interface Found {
  readonly good: OtherEnd[];
  readonly unreached: Unreached[];
  readonly broken: BrokenConnection[];
  readonly uncertified: Uncertified[];
}

function sortIn(q: Inquiry, endpoint: Endpoint, contact: Contact, peer: TriedPeer, found: Found): void {
  switch (contact.kind) {
    case 'nobody':
      found.unreached.push({ kind: 'nobody', address: endpoint.address });
      return;
    case 'refused':
    case 'silent':
    case 'unreachable':
      found.unreached.push(contact);
      return;
    case 'fault':
      found.broken.push(contact);
      return;
    case 'certificate':
      shakeHands(q, endpoint, contact, peer, found);
      return;
    default:
      contact satisfies never;
  }
}

function shakeHands(
  q: Inquiry,
  endpoint: Endpoint,
  { at, certificate, limited }: Extract<Contact, { kind: 'certificate' }>,
  { of, ...peer }: TriedPeer,
  found: Found,
): void {
  // AMB-14: which versions and ciphers everybody must speak is not said; 1.2, 1.3, their usual ciphers and HTTP/1.1 are taken for granted.
  if (limited) leaveOpen(q, 'AMB-14', `${at} offers less than usual, and is taken to be enough`);
  const verdict = judgeCertificate(certificate, peer.cert);
  if (verdict.valid) {
    // Only RFC 9525 says what a wildcard stands for: who takes none breaks no sentence of the specification.
    if (restsOnWildcard(certificate, peer.cert)) weaken(q, 'T-8', of);
    const { key = 'p256' } = certificate;
    const { weak, open } = KEYS[key];
    if (weak) weaken(q, weak, of);
    if (open) leaveOpen(q, open, `a certificate with a key of ${key} is taken`);
    found.good.push({ at, endpoint });
    return;
  }
  if (verdict.open) leaveOpen(q, verdict.open, 'such a certificate is refused');
  const { why } = verdict;
  found.uncertified.push({ at, endpoint, why, ...(verdict.clause && { clause: verdict.clause }) });
}

function supposeIn(
  endpoint: Endpoint,
  { cert }: ExpectedPeer,
  supposed: Supposition | undefined,
  found: Found,
): void {
  const at = idAt(endpoint);
  if (supposed === 'reached') found.good.push({ at, endpoint });
  else if (supposed === 'uncertified')
    found.uncertified.push({ at, endpoint, why: `it is not for ${cert}, or does not count` });
  else found.unreached.push({ kind: 'refused', at });
}
