import { canonical, isIPv4, isIPv6, type RecordData } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import type { DnsFinding } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

/** A record that stands in one line of nslookup, of whichever type; `undefined`: there is none. */
export function recordIn({ text, at }: PastedLine): DnsFinding | undefined {
  const [, owner = '', rest = ''] = /^(\S+)\s+(\S.*)$/.exec(text) ?? [];
  const srv = /^service = (\d{1,5}) (\d{1,5}) (\d{1,5}) (\S+)$/.exec(rest);
  if (srv) return srvRecord(owner, srv.slice(1), at);
  const [, what = '', value = ''] =
    /^(internet address|AAAA IPv6 address|canonical name|text|nameserver|mail exchanger) = ?(.*)$/.exec(
      rest,
    ) ?? [];
  const aaaa = /^has AAAA address (\S+)$/.exec(rest)?.[1];
  if (aaaa !== undefined) return addressOf(owner, aaaa, at);
  if (what.endsWith('address')) return addressOf(owner, value, at);
  if (what === 'canonical name') return aliasOf(owner, value, at);
  if (what === 'text') return recordOf(owner, { type: 'TXT', text: value.replace(/^"|"$/g, '') }, at);
  if (what !== '')
    return { kind: 'other', owner: canonical(owner), type: what === 'nameserver' ? 'NS' : 'MX' };
  return rest.startsWith('MX preference')
    ? { kind: 'other', owner: canonical(owner), type: 'MX' }
    : undefined;
}

export const aliasOf = (owner: string, target: string, at: Position): DnsFinding =>
  recordOf(owner, { type: 'CNAME', target: canonical(target) }, at);

/** Of priority, weight, port and target, as words. */
export function srvRecord(
  owner: string,
  [priority, weight, port, target = '']: readonly string[],
  at: Position,
): DnsFinding {
  const [first, second, third] = [priority, weight, port].map(Number) as [number, number, number];
  const name = target === '.' ? '.' : canonical(target);
  return recordOf(owner, { type: 'SRV', priority: first, weight: second, port: third, target: name }, at);
}

/** Throws a ScenarioError where it is no address. */
export function addressOf(owner: string, address: string, at: Position): DnsFinding {
  if (isIPv4(address)) return recordOf(owner, { type: 'A', address }, at);
  if (isIPv6(address)) return recordOf(owner, { type: 'AAAA', address }, at);
  throw mistake(at, `${quoted(address)} is no address`, 'paste what nslookup prints, whole');
}

const recordOf = (owner: string, data: RecordData, at: Position): DnsFinding => ({
  kind: 'record',
  owner: canonical(owner),
  data,
  at,
});
