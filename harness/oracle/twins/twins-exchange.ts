import { keysOf } from '../../base/index.ts';
import type { Case, Certificate, Listener, ListenerId } from '../../model/index.ts';
import {
  canonicalAddress,
  certificateShown,
  covers,
  FLAWS,
  listenerId,
  listenerOf,
  sniFor,
} from '../../model/index.ts';
import type { Outcome } from '../server-discovery/outcome.ts';
import { type Named, namesAround } from './twins-names.ts';

/** One listener of a case shows another certificate than the one that is right there. */
export interface CertificateExchange {
  /** Stable, and short: it is a part of the twin's server name. */
  readonly role: string;
  readonly at: 'target' | 'file';
  readonly listener: ListenerId;
  readonly certificate: Certificate;
  /** Of the certificate: `for the server name`. */
  readonly text: string;
  /** Whether the certificate is wrong whatever the case is about. */
  readonly wrongAnywhere: boolean;
}

/** A name outside every case: no case has a name of two labels. */
const ELSEWHERE = 'elsewhere.test';

/** Every certificate that has to be refused, at the listener that is reached and at those that served the well-known file. */
export function exchangesOf(c: Case, outcome: Outcome): readonly CertificateExchange[] {
  const [reached] = outcome.connect;
  if (outcome.connect.length !== 1 || reached?.to.length !== 1) return [];
  const [target] = reached.to;
  return [
    ...(servesTheFile(outcome, target) ? [] : atListener(c, outcome, { id: target, ...reached })),
    ...atFile(c, outcome, target),
  ];
}

const servesTheFile = ({ wellKnown }: Outcome, id: ListenerId): boolean =>
  wellKnown.some(({ listener, or = [] }) => listener === id || or.includes(id));

/** Steps 3.1 to 3.5 are decided by the file: without a valid certificate on the way to it, steps 4 to 6 are. */
function atFile(c: Case, outcome: Outcome, target: ListenerId): CertificateExchange[] {
  if (!outcome.step.startsWith('3.')) return [];
  const seen = new Set<ListenerId>([target]);
  return outcome.wellKnown.flatMap(({ listener: id, or, cert }, redirects) => {
    if (seen.has(id) || or !== undefined) return [];
    seen.add(id);
    const prefix = redirects === 0 ? 'wk' : redirects === 1 ? 'hop' : `hop${redirects}`;
    return atListener(c, outcome, { id, cert, sni: sniFor(cert) }).map((exchange) => ({
      ...exchange,
      role: `${prefix}-${exchange.role}`,
      at: 'file' as const,
    }));
  });
}

interface Place {
  readonly id: ListenerId;
  /** For which the certificate there has to be valid. */
  readonly cert: string;
  readonly sni: string | null;
}

function atListener(c: Case, outcome: Outcome, { id, cert, sni }: Place): CertificateExchange[] {
  const listener = listenerOf(c, id);
  const host = c.hosts.find(({ label }) => label === listener?.host);
  const right = certificateShown(listener?.cert, sni);
  if (host === undefined || right === undefined) return [];
  const { names } = right;
  const own = [host.ipv4, host.ipv6];
  const forOwn = own.some((address) => address === canonicalAddress(cert)) ? [] : [own];
  const exchange = (role: string, text: string, certificate: Certificate): CertificateExchange => {
    return { role, at: 'target', listener: id, certificate, text, wrongAnywhere: false };
  };
  const anywhere: typeof exchange = (...of) => ({ ...exchange(...of), wrongAnywhere: true });
  return [
    ...others(namesAround(c, outcome, host), cert).map(({ role, text, name }) =>
      exchange(`cert-of-${role}`, text, { names: [name] }),
    ),
    ...forOwn.map((addresses) => anywhere('cert-of-address', 'for its own address', { names: addresses })),
    anywhere('cert-of-other', 'for a name outside the case', { names: [ELSEWHERE] }),
    ...keysOf(FLAWS).flatMap((flaw) => {
      const { twin } = FLAWS[flaw];
      return twin === undefined ? [] : [anywhere(`cert-${flaw}`, twin, { names, flaw })];
    }),
  ];
}

/** Each is a world of its own as large as the case: of 3,000 targets all would take minutes, and tell the same 3,000 times. */
const MOST_OF_A_ROLE = 32;

/** Names are compared without case, each counts once, and of several in one role the further ones are numbered. */
function others(named: readonly Named[], right: string): Named[] {
  const seen = new Set([right.toLowerCase()]);
  const count = new Map<string, number>();
  return named.flatMap(({ role, name: spelled, text }) => {
    const name = spelled.toLowerCase();
    if (seen.has(name) || covers([name], right)) return [];
    seen.add(name);
    const number = (count.get(role) ?? 0) + 1;
    count.set(role, number);
    if (number > MOST_OF_A_ROLE) return [];
    return [{ role: number === 1 ? role : `${role}-${number}`, name, text }];
  });
}

/** The case with the certificate exchanged, whatever is asked for in SNI. */
export function exchanged(c: Case, { listener: id, certificate }: CertificateExchange): Case {
  const change = (listener: Listener): Listener =>
    listenerId(listener) === id ? { ...listener, cert: { kind: 'one', certificate } } : listener;
  return { ...c, hosts: c.hosts.map((host) => ({ ...host, listeners: host.listeners.map(change) })) };
}
