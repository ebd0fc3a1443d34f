import {
  type DnsAnswer,
  isIPv4,
  isIPv6,
  type OwnedRecord,
  type RecordData,
  type RecordSet,
  type RecordType,
  type Zone,
} from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import type { AuthoredDns, AuthoredDnsAnswer, AuthoredDnsAnswers } from '../file/schema-dns.ts';
import { bindServiceBinding } from './bind-service.ts';
import { bindName } from './name.ts';
import { fill } from './placeholder.ts';
import { hostOf, type Scope } from './scope.ts';

export const DEFAULT_TTL = 300;

export function bindZone(scope: Scope, dns: AuthoredDns, above: Path = ['dns']): Zone {
  const zone = new Map<string, readonly RecordSet[]>();
  for (const [authoredOwner, types] of Object.entries(dns)) {
    const path = [...above, authoredOwner];
    const owner = bindName(scope, authoredOwner, path, { wildcard: true, part: 'key' }).toLowerCase();
    if (zone.has(owner)) {
      const what = `"${authoredOwner}" is ${owner}, which has its records already`;
      scope.complain(path, { code: 'duplicate-key', what, hint: 'write them under one key' }, 'key');
    }
    standsAlone(scope, types, path);
    const sets = entriesOf(types).map(([type, answers]) => recordSet(scope, type, answers, [...path, type]));
    zone.set(owner, sets);
  }
  return Object.fromEntries(zone);
}

/** RFC 1034 3.6.2: beside an alias there is nothing else. Real zones break that, and so may a case that means it. */
function standsAlone(scope: Scope, types: AuthoredDns[string], path: Path): void {
  const { CNAME: alias, ...others } = types;
  const besides = entriesOf(others).map(([type]) => type);
  const says = (answers: AuthoredDnsAnswers | undefined) =>
    typeof answers === 'object' && !Array.isArray(answers) && answers.beside !== undefined;
  const misplaced = besides.find((type) => says(types[type]));
  if (misplaced !== undefined) {
    const hint = 'write it at the CNAME record';
    scope.complain([...path, misplaced, 'beside'], {
      code: 'bad-value',
      what: '"beside" is for aliases',
      hint,
    });
  }
  if (alias === undefined || besides.length === 0 || says(alias)) return;
  const what = `a name with a CNAME record has no other records, and here is ${besides.join(' and ')} beside it`;
  const hint =
    'remove one of them, or write "CNAME": { "value": …, "beside": true } if that is what the case is about';
  scope.complain([...path, 'CNAME'], { code: 'bad-value', what, hint }, 'key');
}

function entriesOf<Value>(
  types: { readonly [Type in RecordType]?: Value | undefined },
): [RecordType, Value][] {
  return (Object.entries(types) as [RecordType, Value | undefined][]).flatMap(([type, value]) =>
    value === undefined ? [] : [[type, value]],
  );
}

function recordSet(scope: Scope, type: RecordType, authored: AuthoredDnsAnswers, path: Path): RecordSet {
  const first = answer(scope, type, authored, path);
  if (typeof authored === 'string' || Array.isArray(authored)) return { type, answers: [first] };
  const later = (authored.then ?? []).map((each, index) =>
    answer(scope, type, each, [...path, 'then', index]),
  );
  return { type, answers: [first, ...later] };
}

function answer(
  scope: Scope,
  type: RecordType,
  authored: string | string[] | AuthoredDnsAnswer,
  path: Path,
): DnsAnswer {
  if (typeof authored === 'string' || Array.isArray(authored)) {
    return { records: records(scope, type, authored, path), ttl: DEFAULT_TTL, additional: [] };
  }
  const { value, rcode, drop, delay, truncate, ttl = DEFAULT_TTL, additional = {}, strays, edns } = authored;
  if (rcode !== undefined && value !== undefined) {
    const hint = 'remove one of them (in a variant: "value": null)';
    scope.complain([...path, 'rcode'], { code: 'bad-value', what: `${rcode} comes without records`, hint });
  }
  return {
    records: records(scope, type, value ?? [], [...path, 'value']),
    ttl,
    additional: ownedRecords(scope, additional, [...path, 'additional']),
    ...(strays !== undefined && { strays: ownedRecords(scope, strays, [...path, 'strays']) }),
    ...(edns === false && { edns }),
    ...(rcode !== undefined && { rcode }),
    ...(drop !== undefined && { drop }),
    ...(delay !== undefined && { delay }),
    ...(truncate !== undefined && { truncate }),
  };
}

function ownedRecords(scope: Scope, authored: NonNullable<AuthoredDnsAnswer['additional']>, path: Path) {
  return Object.entries(authored).flatMap(([name, types]): OwnedRecord[] => {
    const owner = bindName(scope, name, [...path, name], { part: 'key' }).toLowerCase();
    return entriesOf(types).flatMap(([type, value]) =>
      records(scope, type, value, [...path, name, type]).map((record) => ({ ...record, owner })),
    );
  });
}

function records(scope: Scope, type: RecordType, value: string | string[], path: Path): RecordData[] {
  const values = typeof value === 'string' ? [value] : value;
  return values.flatMap((text, index) =>
    record(scope, type, text, typeof value === 'string' ? path : [...path, index]),
  );
}

function record(scope: Scope, type: RecordType, text: string, path: Path): RecordData[] {
  switch (type) {
    case 'A':
    case 'AAAA':
      return address(scope, type, text, path);
    case 'CNAME':
      return [{ type, target: bindName(scope, text, path) }];
    case 'SRV':
      return srv(scope, text, path);
    case 'HTTPS':
    case 'SVCB':
      return bindServiceBinding(scope, type, text, path);
    case 'TXT':
      return txt(scope, fill(scope, text, path), path);
    default:
      return type satisfies never;
  }
}

function address(scope: Scope, type: 'A' | 'AAAA', text: string, path: Path): RecordData[] {
  const literal = fill(scope, text, path);
  if (type === 'A' ? isIPv4(literal) : isIPv6(literal)) return [{ type, address: literal }];
  if (/[.:{]/.test(literal)) {
    const other = type === 'A' ? 'AAAA' : 'A';
    const hint = (type === 'A' ? isIPv6(literal) : isIPv4(literal))
      ? `write it under ${other}`
      : `write a host label (${[...scope.hosts.keys()].join(' ')}) or an address`;
    scope.complain(path, { code: 'bad-value', what: `${quoted(text)} is no value for ${type}`, hint });
    return [];
  }
  const host = hostOf(scope, literal, path);
  return host ? [{ type, address: type === 'A' ? host.ipv4 : host.ipv6 }] : [];
}

const SRV_FIELDS = ['priority', 'weight', 'port'] as const;

function srv(scope: Scope, text: string, path: Path): RecordData[] {
  // Longer than any name with its placeholders: splitting takes time that grows with the square.
  const fields = text.length > 1000 ? [] : text.trim().split(/\s+(?![^{]*\})/);
  const [priority, weight, port] = fields
    .slice(0, 3)
    .map((field) => (/^\d{1,5}$/.test(field) ? Number(field) : 65_536));
  const target = fields[3];
  const bad = SRV_FIELDS.find((_, index) => ([priority, weight, port][index] ?? 65_536) > 65_535);
  if (fields.length !== 4 || target === undefined || bad !== undefined) {
    const what =
      fields.length === 4
        ? `the ${bad} of an SRV record is a number from 0 to 65535, this is ${quoted(text)}`
        : `an SRV record has four fields, this is ${quoted(text)}`;
    const hint = 'write "priority weight port target", such as "10 5 8443 hs"';
    scope.complain(path, { code: bad === 'port' ? 'bad-port' : 'bad-value', what, hint });
    return [];
  }
  // RFC 2782: the root as target says that the service is decidedly not available.
  const bound = target === '.' ? '.' : bindName(scope, target, path, { anyOctet: true });
  return [{ type: 'SRV', priority: priority ?? 0, weight: weight ?? 0, port: port ?? 0, target: bound }];
}

function txt(scope: Scope, text: string, path: Path): RecordData[] {
  const octets = Buffer.byteLength(text);
  if (octets > 255)
    scope.complain(path, { code: 'bad-value', what: `a TXT string has at most 255 octets, not ${octets}` });
  return [{ type: 'TXT', text }];
}
