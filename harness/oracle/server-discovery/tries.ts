import type { Contact, Endpoint, ListenerId } from '../../model/index.ts';
import { inBrackets, listenerId } from '../../model/index.ts';
import type { FoundAddresses } from './addresses.ts';
import type { MissingFact } from './consultation.ts';
import type { Inquiry } from './inquiry.ts';

/** For whom a connection is made. */
export interface ExpectedPeer {
  /** `null`: none is sent. */
  readonly sni: string | null;
  readonly cert: string;
}

/** The addresses of one name on one port. */
export interface NamedPlace extends Pick<FoundAddresses, 'addresses' | 'missing' | 'unknown'> {
  readonly name: string;
  readonly port: number;
}

/** A try, with what is known of its end. */
export interface Try {
  readonly endpoint: Endpoint;
  readonly contact: Contact | undefined;
}

/** One try for each address. */
export function triesAt(q: Inquiry, place: NamedPlace, { sni }: ExpectedPeer): readonly Try[] {
  const { name, addresses, port, unknown } = place;
  return addresses.map((address) => {
    const endpoint: Endpoint = { scheme: 'https', address, port, sni };
    const asks = exists(port) && !(unknown && address === name);
    return { endpoint, contact: asks ? q.facts.connect(endpoint) : undefined };
  });
}

/** Others can be written (AMB-17). */
export const exists = (port: number): boolean => port >= 1 && port <= 65535;

/** What has to be known of tries at a place, and is not. */
export function missingAt(
  { name, missing }: NamedPlace,
  tries: readonly Try[],
  { cert }: ExpectedPeer,
): MissingFact[] {
  const needs: MissingFact[] = [];
  for (const each of tries) {
    if (!isUnknown(each)) continue;
    const { endpoint } = each;
    // Of an address that is not known itself nothing can be found out yet.
    if (endpoint.address === name && missing.length > 0) needs.push(...missing);
    else needs.push({ kind: 'connection', endpoint, cert });
  }
  return needs;
}

export function isUnknown({ endpoint, contact }: Try): boolean {
  return contact === undefined && exists(endpoint.port);
}

/** What is not known has no name of its own. */
export function idAt({ address, port }: Endpoint): ListenerId {
  return listenerId({ host: inBrackets(address), port });
}
