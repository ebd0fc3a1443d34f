import type { Listener, ListenerId } from '../../model/index.ts';
import { certificateShown, getsAsFarAs, listenerAt, listenerId } from '../../model/index.ts';
import { judgeCertificate, restsOnWildcard } from './certificate.ts';
import type { BrokenConnection, Unreached } from './decision.ts';
import type { Inquiry } from './inquiry.ts';
import { leaveOpen } from './inquiry.ts';

/** What came of trying every address of a name on one port. */
export interface Attempts {
  readonly good: readonly Listener[];
  /** No TCP connection: another address or target is to be tried (N-3, V-8). */
  readonly unreached: readonly Unreached[];
  /** TCP connected and nothing good came of it: whether to go on is open (AMB-2, AMB-13). */
  readonly broken: readonly BrokenConnection[];
  readonly uncertified: readonly Uncertified[];
}

export interface Uncertified {
  readonly at: ListenerId;
  readonly listener: Listener;
  readonly why: string;
  readonly clause?: string;
}

/** What did not do, as the text of an open reading names it. */
export function failureText(failed: BrokenConnection | Uncertified): string {
  return `${failed.at} (${'fault' in failed ? failed.fault : failed.why})`;
}

/** For whom a connection is made. */
export interface ExpectedPeer {
  /** `null`: none is sent. */
  readonly sni: string | null;
  readonly cert: string;
}

export function attemptAll(
  q: Inquiry,
  addresses: readonly string[],
  port: number,
  peer: ExpectedPeer,
): Attempts {
  const found = { good: [], unreached: [], broken: [], uncertified: [] };
  for (const address of addresses) attempt(q, address, port, peer, found);
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
  readonly good: Listener[];
  readonly unreached: Unreached[];
  readonly broken: BrokenConnection[];
  readonly uncertified: Uncertified[];
}

function attempt(q: Inquiry, address: string, port: number, peer: ExpectedPeer, found: Found): void {
  if (port < 1 || port > 65535) {
    leaveOpen(q, 'AMB-17', `port ${port} is taken as written, and cannot be connected to`);
    found.unreached.push({ kind: 'no-such-port', port });
    return;
  }
  const host = q.internet(address);
  if (!host) {
    found.unreached.push({ kind: 'nobody', address });
    return;
  }
  const listener = listenerAt(host, port);
  if (!listener) {
    found.unreached.push({ kind: 'refused', at: listenerId({ host: host.label, port }) });
    return;
  }
  const at = listenerId(listener);
  if (listener.fault === undefined) {
    shakeHands(q, listener, peer, found);
  } else if (getsAsFarAs('tcp', listener.fault)) {
    found.broken.push({ kind: 'fault', at, fault: listener.fault });
  } else {
    found.unreached.push({ kind: getsAsFarAs('syn', listener.fault) ? 'silent' : 'unreachable', at });
  }
}

function shakeHands(q: Inquiry, listener: Listener, peer: ExpectedPeer, found: Found): void {
  const at = listenerId(listener);
  const certificate = certificateShown(listener.cert, peer.sni);
  if (!certificate) {
    found.broken.push({ kind: 'fault', at, fault: 'clear text' });
    return;
  }
  noteTlsLimits(q, listener);
  const verdict = judgeCertificate(certificate, peer.cert);
  if (verdict.valid) {
    // Only RFC 9525 says what a wildcard stands for: who takes none breaks no sentence of the specification.
    if (restsOnWildcard(certificate, peer.cert)) q.weak.push('T-8');
    found.good.push(listener);
    return;
  }
  if (verdict.open) leaveOpen(q, verdict.open, 'such a certificate is refused');
  const { why } = verdict;
  found.uncertified.push({ at, listener, why, ...(verdict.clause && { clause: verdict.clause }) });
}

/** AMB-14: which versions of TLS and HTTP everybody must speak is not said; 1.2, 1.3 and HTTP/1.1 are taken for granted. */
function noteTlsLimits(q: Inquiry, { tls, ...listener }: Listener): void {
  const limited = tls?.minVersion === 'TLSv1.3' || tls?.maxVersion === 'TLSv1.2';
  if (limited || (tls?.alpn && !tls.alpn.includes('http/1.1'))) {
    leaveOpen(q, 'AMB-14', `${listenerId(listener)} offers less than usual, and is taken to be enough`);
  }
}
