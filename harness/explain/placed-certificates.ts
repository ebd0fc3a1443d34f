import type { SpecVersion } from '../model/index.ts';
import { type Consultation, consult, type Gap } from '../oracle/index.ts';
import { factsOfPastes, type Pasted } from './facts-of-pastes.ts';
import type { PastedCertificate } from './paste.ts';

type Connection = Extract<Gap, { kind: 'connection' }>;

/**
 * The same pastes, in which a certificate that does not say where it was shown stands for those that others are shown, wherever
 * they may come to connect. It says nothing of the web server.
 */
export function placedCertificates(pasted: Pasted, version: SpecVersion): Pasted {
  const placed = pasted.certificates.filter(({ seenAt }) => seenAt?.endpoint !== undefined);
  const loose = pasted.certificates.filter(({ seenAt }) => seenAt?.endpoint === undefined);
  if (loose.length === 0) return pasted;
  const known = { ...pasted, certificates: placed };
  const gaps = connectionsIn(consult(factsOfPastes(known), pasted.server, version));
  const certificates = loose.flatMap((each) => gaps.flatMap((gap) => at(gap, each)));
  return { ...pasted, certificates: [...placed, ...(certificates.length > 0 ? certificates : loose)] };
}

function at({ to, target }: Connection, certificate: PastedCertificate): readonly PastedCertificate[] {
  const sni = certificate.seenAt?.sni ?? target.sni ?? undefined;
  return to.map((endpoint) => ({ ...certificate, seenAt: { endpoint, ...(sni !== undefined && { sni }) } }));
}

function connectionsIn(consultation: Consultation): readonly Connection[] {
  if (consultation.kind !== 'open') return [];
  const { gap, ways } = consultation;
  return [
    ...(gap.kind === 'connection' ? [gap] : []),
    ...ways.flatMap(({ leadsTo }) => connectionsIn(leadsTo)),
  ];
}
