import { type SpecVersion, sameHost, splitListenerId } from '../model/index.ts';
import { type Consultation, consult, type Gap } from '../oracle/index.ts';
import { factsOfPastes, type Pasted } from './facts-of-pastes.ts';
import type { PastedContact } from './paste.ts';
import { hostAndPort } from './seen-contacts.ts';

type Connection = Extract<Gap, { kind: 'connection' }>;

/**
 * The same pastes, in which a certificate that does not say where it was shown stands for those that others are shown, wherever
 * they may come to connect. It says nothing of the web server.
 */
export function placedContacts(pasted: Pasted, version: SpecVersion): Pasted {
  const placed = pasted.contacts.filter(isPlaced);
  const loose = pasted.contacts.filter((each) => !isPlaced(each));
  if (loose.length === 0) return pasted;
  const known = { ...pasted, contacts: placed };
  const gaps = connectionsIn(consult(factsOfPastes(known), pasted.server, version));
  const found = loose.flatMap((each) => gaps.flatMap((gap) => at(gap, each)));
  return { ...pasted, contacts: [...placed, ...(found.length > 0 ? found : loose)] };
}

const isPlaced = ({ seenAt }: PastedContact): boolean =>
  seenAt?.endpoint !== undefined && hostAndPort(seenAt.endpoint) !== undefined;

/** Where a host is told without port, it stands for that host alone. */
function at({ to, target }: Connection, contact: PastedContact): readonly PastedContact[] {
  const { endpoint: host, sni = target.sni ?? undefined } = contact.seenAt ?? {};
  const places = to.filter((id) => host === undefined || sameHost(splitListenerId(id).host, host));
  return places.map((endpoint) => ({
    ...contact,
    seenAt: { endpoint, ...(sni !== undefined && { sni }) },
  }));
}

function connectionsIn(consultation: Consultation): readonly Connection[] {
  if (consultation.kind !== 'open') return [];
  const { gap, ways } = consultation;
  return [
    ...(gap.kind === 'connection' ? [gap] : []),
    ...ways.flatMap(({ leadsTo }) => connectionsIn(leadsTo)),
  ];
}
