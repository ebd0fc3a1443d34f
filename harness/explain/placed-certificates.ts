import { type SpecVersion, sameHost, splitListenerId } from '../model/index.ts';
import { type Consultation, consult, type Gap } from '../oracle/index.ts';
import { factsOfPastes, type Pasted } from './facts-of-pastes.ts';
import type { PastedCertificate } from './paste.ts';
import { hostAndPort } from './seen-certificates.ts';

type Connection = Extract<Gap, { kind: 'connection' }>;

/**
 * The same pastes, in which a certificate that does not say where it was shown stands for those that others are shown, wherever
 * they may come to connect. It says nothing of the web server.
 */
export function placedCertificates(pasted: Pasted, version: SpecVersion): Pasted {
  const placed = pasted.certificates.filter(isPlaced);
  const loose = pasted.certificates.filter((each) => !isPlaced(each));
  if (loose.length === 0) return pasted;
  const known = { ...pasted, certificates: placed };
  const gaps = connectionsIn(consult(factsOfPastes(known), pasted.server, version));
  const certificates = loose.flatMap((each) => gaps.flatMap((gap) => at(gap, each)));
  return { ...pasted, certificates: [...placed, ...(certificates.length > 0 ? certificates : loose)] };
}

const isPlaced = ({ seenAt }: PastedCertificate): boolean =>
  seenAt?.endpoint !== undefined && hostAndPort(seenAt.endpoint) !== undefined;

/** Where a host is told without port, it stands for that host alone. */
function at({ to, target }: Connection, certificate: PastedCertificate): readonly PastedCertificate[] {
  const { endpoint: host, sni = target.sni ?? undefined } = certificate.seenAt ?? {};
  const places = to.filter((id) => host === undefined || sameHost(splitListenerId(id).host, host));
  return places.map((endpoint) => ({
    ...certificate,
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
