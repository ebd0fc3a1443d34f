import { hostOfUrl, withPort } from '../model/index.ts';
import type { Body, FileAnswer, HopDesign, WellKnownFile } from './design.ts';
import type { AnswerDocument, WorldDraft } from './document.ts';
import { listen, listenerOf } from './listener.ts';
import { labelsOf, type NamedHosts, writeRecords } from './named-hosts.ts';

export const WELL_KNOWN = '/.well-known/matrix/server';

/** A place that a well-known file, or a redirect to it, is served from. */
interface Stage {
  readonly named: NamedHosts;
  readonly port: string;
  readonly path: string;
}

/** The whole chain: from port 443 of the server name through the hops to the answer. `bait` is a body for redirects. */
export function writeFile(
  draft: WorldDraft,
  origin: NamedHosts,
  { hops, end }: WellKnownFile,
  bait: AnswerDocument,
): readonly NamedHosts[] {
  let stage: Stage = { named: origin, port: '443', path: WELL_KNOWN };
  const allNamed: NamedHosts[] = [];
  for (const [index, hop] of hops.entries()) {
    const next = nextStage(stage, hop, index);
    serve(draft, stage, { status: hop.code, ...location(hop, stage, next, index), ...bait });
    if (next === undefined) return allNamed;
    if (next.named !== stage.named) {
      allNamed.push(next.named);
      writeRecords(draft, next.named);
    }
    stage = next;
  }
  serve(draft, stage, answerOf(end));
  return allNamed;
}

function serve(draft: WorldDraft, { named, port, path }: Stage, answer: AnswerDocument): void {
  const routes = { [path]: answer };
  for (const [index, label] of labelsOf(named).entries()) {
    const machine = named.place.machines[index];
    if (machine) listen(draft, label, port, listenerOf(machine.web, named, label, { routes }));
  }
}

function nextStage(stage: Stage, { to, place }: HopDesign, index: number): Stage | undefined {
  const word = index === 0 ? 'hop' : `hop-${index + 1}`;
  const named: NamedHosts = { name: word, label: word, place, own: word };
  const path = `/moved-${index + 1}`;
  switch (to) {
    case 'path':
      return { ...stage, path };
    case 'host':
      return { named, port: '443', path: WELL_KNOWN };
    case 'port':
      return { named, port: '8443', path };
    case 'address':
      return { named: { ...named, own: `{ipv4 ${word}}` }, port: '443', path };
    case 'clear text':
    case 'back':
    case 'nowhere':
    case 'no URL':
      return undefined;
    default:
      return to satisfies never;
  }
}

function location({ to, written }: HopDesign, here: Stage, next: Stage | undefined, index: number) {
  switch (to) {
    case 'nowhere':
      return {};
    case 'no URL':
      return { location: index % 2 === 0 ? 'https://' : 'mailto:admin@{@}' };
    case 'clear text':
      return { location: `http://{${here.named.name}}/moved` };
    case 'back':
      return { location: `https://{@}${WELL_KNOWN}` };
    default:
      return next ? { location: spell(written, here, next) } : {};
  }
}

function spell(written: HopDesign['written'], here: Stage, { named, port, path }: Stage): string {
  const host = named.own.startsWith('{') ? named.own : `{${named.name}}`;
  if (written === 'relative' && named === here.named) return path;
  if (written === 'without scheme') return `//${hostOfUrl(host, Number(port))}${path}`;
  const authority = written === 'with port' ? withPort(host, port) : hostOfUrl(host, Number(port));
  return `https://${authority}${path}`;
}

function answerOf({ status, body, type, delivery }: FileAnswer): AnswerDocument {
  if (body.kind === 'raw') return { raw: body.text };
  const headers = body.kind === 'delegates' || body.kind === 'value' ? headersFor(type) : {};
  return {
    ...(status !== 200 && { status }),
    ...headers,
    ...bodyOf(body, type),
    ...DELIVERIES[delivery],
  };
}

const DELIVERIES: Readonly<Record<FileAnswer['delivery'], AnswerDocument>> = {
  plain: {},
  chunked: { chunked: true },
  'HTTP/1.0': { http: '1.0' },
  'in pieces': { drip: { bytes: 8, everyMs: 2 } },
  'cut off': { close: true },
  compressed: { gzip: true },
  padded: { size: 4096 },
};

const headersFor = (type: string | null): AnswerDocument =>
  type === null || type === 'application/json' ? {} : { headers: { 'Content-Type': type } };

function bodyOf(body: Exclude<Body, { kind: 'raw' }>, type: string | null): AnswerDocument {
  switch (body.kind) {
    case 'delegates': {
      const name = body.port === null ? body.to : withPort(body.to, body.port);
      return json({ ...(body.extra && EXTRA), 'm.server': name }, type);
    }
    case 'value':
      return json(body.value, type);
    case 'text':
      return { body: body.text };
    case 'bytes':
      return { bodyBase64: body.base64 };
    default:
      return body satisfies never;
  }
}

/** What other programs keep in the same file. */
const EXTRA = { 'm.homeserver': { base_url: 'https://{@}' }, 'org.example.note': ['x', 1, null] };

/** A body as text has no Content-Type of its own. */
function json(value: unknown, type: string | null): AnswerDocument {
  return type === null ? { body: JSON.stringify(value) } : { json: value };
}
