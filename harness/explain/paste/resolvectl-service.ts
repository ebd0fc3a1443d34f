import { canonical } from '../../model/index.ts';
import type { DnsFinding } from './dns-finding.ts';
import type { PastedLine } from './pasted-lines.ts';

/** `_matrix._tcp/example.org: hs.example.org:8448 [priority=10, weight=0]`; further records stand below it without the name. */
const SERVICE = /^(?:(\S+):)?\s+(\S+):(\d{1,5}) \[priority=(\d{1,5}), weight=(\d{1,5})\]$/;

/** A service that `resolvectl service` prints, and the one of its hosts whose addresses come next. */
export interface ResolvedService {
  readonly owner: string;
  readonly host: string;
}

/** The service that a line tells, after `before`; `undefined`: it is none. */
export function serviceIn(
  { text, at }: PastedLine,
  before: ResolvedService | undefined,
): { readonly service: ResolvedService; readonly record: DnsFinding } | undefined {
  const [line, written, target = '', ...numbers] = SERVICE.exec(text) ?? [];
  const owner = written === undefined ? before?.owner : canonical(written.replaceAll('/', '.'));
  if (line === undefined || owner === undefined) return undefined;
  const [port = 0, priority = 0, weight = 0] = numbers.map(Number);
  const host = canonical(target);
  const data = { type: 'SRV', priority, weight, port, target: target === '.' ? '.' : host } as const;
  return { service: { owner, host }, record: { kind: 'record', owner, data, at } };
}
