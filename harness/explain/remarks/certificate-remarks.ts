import { covers, splitListenerId, withoutBrackets, withPort } from '../../model/index.ts';
import type { Obstacle } from '../../oracle/index.ts';
import { shownAddress } from '../address-range.ts';
import type { FailedContact, PastedCertificate, PastedContact } from '../paste.ts';
import { weighedCertificate } from '../seen-contacts.ts';
import type { Remark } from './remark.ts';
import type { View } from './view.ts';

/** Whom the certificate has to be for, and what a client asks for. */
interface NeededPeer {
  readonly cert: string;
  readonly sni: string | null;
}

/** On certificates, held against the name that is needed where requests go. Nothing before that is certain. */
export function certificateRemarks(view: View): readonly Remark[] {
  const needed = neededPeer(view);
  if (needed === undefined) return [];
  const shown = shownThere(view, needed);
  return view.pasted.contacts.flatMap((contact) => {
    const isUnresolved = 'failure' in contact && contact.failure.kind === 'no-address';
    if (!shown.has(contact) && !isUnresolved) return [elsewhere(view, contact, needed)];
    return 'failure' in contact ? [nothingAnswers(contact)] : onShown(contact, needed, view.pasted.now);
  });
}

function neededPeer({ consultation, outcomes }: View): NeededPeer | undefined {
  if (consultation.kind === 'open' && consultation.gap.kind === 'connection') return consultation.gap.target;
  return consultation.kind === 'settled' ? outcomes[0]?.target : undefined;
}

/** Those that somebody is shown who goes the way. */
function shownThere(view: View, { sni }: NeededPeer): ReadonlySet<PastedContact> {
  const ids = view.outcomes.flatMap(({ trace }) =>
    trace.flatMap((decision) => {
      if (decision.kind === 'certificate') return decision.to;
      return decision.kind === 'no-request' ? placesIn(decision.because) : [];
    }),
  );
  const shown = ids.flatMap((id) => {
    const { host, port } = splitListenerId(id);
    const address = withoutBrackets(host);
    return view.facts.contactAt({ scheme: 'https', address, port: Number(port), sni }) ?? [];
  });
  return new Set(shown);
}

/** Where somebody was when nothing came of it. */
function placesIn(because: Obstacle): readonly string[] {
  switch (because.kind) {
    case 'certificate':
    case 'clear-text':
    case 'fault':
      return [because.at];
    case 'unreached':
      return because.tried.flatMap((each) => ('at' in each ? [each.at] : []));
    default:
      return [];
  }
}

function nothingAnswers({ failure, seenAt }: FailedContact): Remark {
  return {
    kind: 'nothing-answers',
    what: `nothing answers at ${seenAt?.endpoint ?? 'that place'}: ${failure.printed}`,
    instead: 'let the server listen there with TLS, and let firewall and router pass the port on',
  };
}

function onShown(pasted: PastedCertificate, { cert }: NeededPeer, now: number): readonly Remark[] {
  const { names } = pasted.certificate;
  const { flaw } = weighedCertificate(pasted, now);
  return [
    ...(covers(names, cert) ? [] : [forOthers(names, cert)]),
    ...(flaw === undefined ? [] : [notValid(pasted, now)]),
    ...(pasted.verified === undefined && flaw === undefined ? [NOT_VERIFIED] : []),
  ];
}

function forOthers(names: readonly string[], cert: string): Remark {
  const what = `the certificate is for ${names.map(shownAddress).join(', ') || 'nobody'}, and others need one for ${cert}`;
  return {
    kind: 'certificate-for-others',
    what,
    instead: `let the server show a certificate that names ${cert}`,
  };
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

function notValid({ certificate, validFrom, validUntil, verified }: PastedCertificate, now: number): Remark {
  const kind = 'certificate-not-valid';
  if (now > validUntil)
    return { kind, what: `the certificate expired on ${day(validUntil)}`, instead: 'renew it' };
  if (now < validFrom) {
    const what = `the certificate is not valid before ${day(validFrom)}`;
    return { kind, what, instead: 'see to the clock of the machine that made it, or wait' };
  }
  const why = certificate.flaw === 'selfSigned' ? 'it signed itself' : verified;
  const what = `the certificate is not trusted${why === undefined ? '' : `: ${why}`}`;
  const instead =
    'have it signed by an authority that servers know, and let the server send the intermediates, too';
  return { kind, what, instead };
}

const NOT_VERIFIED: Remark = {
  kind: 'certificate-not-verified',
  what: 'whether servers trust who signed the certificate was not pasted',
  instead: 'paste all that openssl s_client prints',
};

function elsewhere({ goal }: View, { seenAt }: PastedContact, { cert, sni }: NeededPeer): Remark {
  const at = seenAt?.endpoint;
  const isOtherSni = seenAt?.sni !== undefined && seenAt.sni !== sni;
  const what = isOtherSni
    ? `the certificate was shown to somebody who sent SNI ${seenAt.sni}, and others send ${sni ?? 'none'}`
    : `the certificate${at === undefined ? '' : ` of ${at}`} is not the one that others are shown`;
  const where = goal.map(({ host, port }) => withPort(host, port)).join(' or ');
  return {
    kind: 'certificate-elsewhere',
    what,
    instead: `paste the one of ${where || 'the place to which they connect'}, asked for with ${sni === null ? 'no SNI' : `SNI ${cert}`}`,
  };
}
