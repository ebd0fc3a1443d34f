import { canonical, parseServerName, type RecordType, splitListenerId, withPort } from '../model/index.ts';
import type { Consultation, Gap } from '../oracle/index.ts';
import { addressed } from './addressed.ts';

/** Something that was not pasted, and that decides, or may. */
export type NeededPaste =
  /** What the well-known address answers, all redirects followed. */
  | { readonly kind: 'file'; readonly url: string }
  | { readonly kind: 'dns'; readonly name: string; readonly types: readonly RecordType[] }
  | {
      readonly kind: 'certificate';
      /** `192.0.2.1:8448`, or with a name whose address is not known. */
      readonly endpoint: string;
      /** `null`: none is sent. */
      readonly sni: string | null;
    };

/** All that may be needed by what is known so far, that first which decides first; each once. */
export function neededPastes(consultation: Consultation, server: string): readonly NeededPaste[] {
  const needed = new Map<string, NeededPaste>();
  for (const need of gapsIn(consultation).flatMap((gap) => neededFor(gap, server))) {
    const key = need.kind === 'dns' ? need.name : JSON.stringify(need);
    const before = needed.get(key);
    needed.set(key, before ? together(before, need) : need);
  }
  return [...needed.values()];
}

function gapsIn(consultation: Consultation): readonly Gap[] {
  if (consultation.kind !== 'open') return [];
  return [consultation.gap, ...consultation.ways.flatMap(({ leadsTo }) => gapsIn(leadsTo))];
}

function neededFor(gap: Gap, server: string): readonly NeededPaste[] {
  // Who gets the file has found its address, and has connected.
  if (gap.kind === 'file') return [{ kind: 'file', url: fileUrl(server) }];
  const dns = gap.needs.flatMap((need): NeededPaste[] =>
    need.kind === 'dns' ? [{ kind: 'dns', name: need.name, types: need.types }] : [],
  );
  if (gap.kind === 'service') return dns;
  const { sni } = gap.target;
  const endpoints = addressed(gap.to).map(
    (id): NeededPaste => ({ kind: 'certificate', endpoint: endpointOf(id), sni }),
  );
  return [...dns, ...endpoints];
}

/** What a server name's file is asked for at. */
export function fileUrl(server: string): string {
  const name = parseServerName(server);
  return `https://${name.ok ? canonical(name.host) : server}/.well-known/matrix/server`;
}

function endpointOf(id: string): string {
  const { host, port = '' } = splitListenerId(id);
  return withPort(host, port);
}

function together(one: NeededPaste, other: NeededPaste): NeededPaste {
  if (one.kind !== 'dns' || other.kind !== 'dns') return one;
  return { ...one, types: [...new Set([...one.types, ...other.types])] };
}

/** As the rest of a sentence that begins with "paste". */
export function neededText(need: NeededPaste): string {
  switch (need.kind) {
    case 'file':
      return `what ${need.url} answers`;
    case 'dns':
      return `the ${need.types.join(' and ')} records of ${need.name}`;
    case 'certificate':
      return `the certificate that is shown at ${need.endpoint}`;
    default:
      return need satisfies never;
  }
}
