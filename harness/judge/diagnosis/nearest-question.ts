import { visible } from '../../base/index.ts';
import type { DnsEvent } from '../../evidence/index.ts';
import { SRV_SERVICES, steady } from '../../model/index.ts';
import type { StopDetail, WrongStepDetail } from '../divergence/divergence.ts';
import { type Evidence, seenSoFar } from '../finished-case.ts';
import { type DecisiveService, decisiveService, isAskedFor } from '../paths/decisive-service.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What somebody does who never found the SRV record: each of these is a consequence, where it asked a wrong question. */
const CONSEQUENCES: ReadonlySet<(WrongStepDetail | StopDetail)['kind'] | (string & {})> = new Set([
  'used-8448-despite-srv',
  'used-well-known-port',
  'went-where-nothing-leads',
  'never-asked-srv',
]);

/**
 * The wrong DNS question in place of what came of it: who asks `_matrix._udp` finds no record, and then goes on as if there
 * were none. Only where the right question was never asked, nor before in the same case. Who asked nothing like it is told
 * apart from somebody who had the records, since one lacks a step and the other leaves it.
 */
export function nearestQuestion(evidence: Evidence, diagnosis: Diagnosis): Diagnosis {
  const srv = CONSEQUENCES.has(diagnosis.detail.kind) ? decisiveService(evidence) : undefined;
  if (srv === undefined) return diagnosis;
  if (isAskedFor(seenSoFar(evidence), srv)) return diagnosis;
  const near = evidence.events
    .filter((event) => event.kind === 'dns')
    .flatMap((event) => nearTo(evidence, srv, event))
    .sort((a, b) => a.distance - b.distance || a.event.n - b.event.n)
    .at(0);
  const { service, whose } = srv;
  if (near === undefined)
    return diagnosis.detail.kind === 'used-8448-despite-srv'
      ? { ...diagnosis, detail: { kind: 'used-8448-unasked', service, whose } }
      : diagnosis;
  const kind = near.distance < OTHER_SERVICE ? 'asked-wrong-srv' : 'asked-other-service';
  return { detail: { kind, asked: near.asked, service, whose }, event: near.event.n };
}

/** A question that was meant for the right one: `asked` says where it differs. */
interface NearQuestion {
  readonly event: DnsEvent;
  readonly asked: string;
  /** The smaller, the more likely it was meant for that. */
  readonly distance: number;
}

const SERVICE_LABELS: ReadonlySet<string> = new Set(SRV_SERVICES.map((service) => `${service}._tcp`));

/** The distance of the other service, farther than all else. */
const OTHER_SERVICE = 3;

function nearTo(
  { case: c, events, scene = events }: Evidence,
  { service, owner, name: wanted }: DecisiveService,
  event: DnsEvent,
): NearQuestion[] {
  const name = event.name.toLowerCase();
  const near = (asked: string, distance: number): NearQuestion[] => [
    { event, asked: steady(c, visible(asked)), distance },
  ];
  const domain = c.machine?.search?.find((one) => name === `${wanted}.${one}`);
  if (domain !== undefined) return near(`SRV ${service}._tcp with the search domain ${domain}`, 0);
  if (name === wanted) return near(`${event.type} ${service}._tcp`, 0);
  if (event.type !== 'SRV') return [];
  if (name === owner) return near('SRV of the name without any service', 1);
  if (name.endsWith(`.${owner}`)) {
    const labels = name.slice(0, -owner.length - 1);
    // The algorithm asks for the other service, too: only where nothing else is near was it meant for this one.
    return near(`SRV ${labels}`, SERVICE_LABELS.has(labels) ? OTHER_SERVICE : 1);
  }
  // Where several names are asked for at the same moment it may be the question of another.
  const isOnlyOne = scene === events;
  return name.startsWith(`${service}._tcp.`) && isOnlyOne
    ? near(`SRV ${service}._tcp of ${name.slice(`${service}._tcp.`.length)}`, 2)
    : [];
}
