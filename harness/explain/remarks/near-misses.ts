import { nearest } from '../../base/index.ts';
import { isSrvService, SRV_SERVICES, type SrvService } from '../../model/index.ts';
import type { Remark } from './remark.ts';
import type { View } from './view.ts';

/** What stands before the name in a record that nobody asks for, and the service that was meant. */
interface NearMiss {
  readonly meant: SrvService;
  /** Why it is none, behind "because". */
  readonly why: string;
}

const FED = '_matrix-fed';
const LEGACY = '_matrix';

/** Spellings that were met, beside those that are one or two letters wrong. */
const KNOWN: Readonly<Record<string, NearMiss>> = {
  '_matrix._tls': { meant: FED, why: 'the protocol below a service is _tcp, with TLS, too' },
  '_matrix-fed._tls': { meant: FED, why: 'the protocol below a service is _tcp, with TLS, too' },
  '_matrix._udp': { meant: FED, why: 'servers talk over TCP' },
  '_matrix-fed._udp': { meant: FED, why: 'servers talk over TCP' },
  '_matrix._https': { meant: FED, why: 'the protocol below a service is _tcp' },
  '_matrix-fed._https': { meant: FED, why: 'the protocol below a service is _tcp' },
  '_matrix._http': { meant: FED, why: 'the protocol below a service is _tcp' },
  '_matrix_fed._tcp': { meant: FED, why: 'a hyphen stands before "fed"' },
  '_matrixfed._tcp': { meant: FED, why: 'a hyphen stands before "fed"' },
  'matrix-fed._tcp': { meant: FED, why: 'each of the two labels begins with an underscore' },
  '_matrix-fed.tcp': { meant: FED, why: 'each of the two labels begins with an underscore' },
  'matrix-fed.tcp': { meant: FED, why: 'each of the two labels begins with an underscore' },
  'matrix._tcp': { meant: LEGACY, why: 'each of the two labels begins with an underscore' },
  '_matrix.tcp': { meant: LEGACY, why: 'each of the two labels begins with an underscore' },
  'matrix.tcp': { meant: LEGACY, why: 'each of the two labels begins with an underscore' },
  '_tcp._matrix-fed': { meant: FED, why: 'the service comes first, and then _tcp' },
  '_tcp._matrix': { meant: LEGACY, why: 'the service comes first, and then _tcp' },
  '_matrix-fed': { meant: FED, why: '_tcp is missing behind the service' },
  _matrix: { meant: LEGACY, why: '_tcp is missing behind the service' },
  '_matrix-federation._tcp': { meant: FED, why: 'the service is called "fed" for short' },
  '_matrix-fed-tcp': { meant: FED, why: 'service and protocol are two labels, with a dot between' },
  '_matrix-fed_tcp': { meant: FED, why: 'service and protocol are two labels, with a dot between' },
  _matrix_tcp: { meant: LEGACY, why: 'service and protocol are two labels, with a dot between' },
  '_matrix-server._tcp': { meant: FED, why: 'there is no service of that name' },
  '_matrix-s2s._tcp': { meant: FED, why: 'there is no service of that name' },
  '_matrix-client._tcp': { meant: FED, why: 'clients ask for no SRV records' },
  '_matrix-identity._tcp': {
    meant: FED,
    why: 'that was for identity servers, and nobody asks for it any more',
  },
};

/** `_matrix-fed._tcp`, as it stands before a name. */
const PREFIXES = SRV_SERVICES.map((service) => `${service}._tcp`);

/** `labels`: in lower case, without the name behind them. */
export function nearMissOf(labels: string): NearMiss | undefined {
  if (PREFIXES.includes(labels)) return undefined;
  if (Object.hasOwn(KNOWN, labels)) return KNOWN[labels];
  const near = /^[^.]+\.[^.]+$/.test(labels) ? nearest(labels, PREFIXES) : undefined;
  const meant = near?.split('.')[0];
  return meant !== undefined && isSrvService(meant) ? { meant, why: 'that is another name' } : undefined;
}

/** Records at names that look like those under which others ask, and are not. */
export function nearMissRemarks({ records, names }: View): readonly Remark[] {
  return records.flatMap(({ record: { owner, type }, at }): Remark[] => {
    // The longest name that it stands below: a delegated name may be below the server name.
    const [name] = names.filter((each) => owner.endsWith(`.${each}`)).sort((a, b) => b.length - a.length);
    if (name === undefined || !['SRV', 'CNAME', 'TXT'].includes(type)) return [];
    const labels = owner.slice(0, -name.length - 1);
    const miss = nearMissOf(labels);
    if (!miss) return [];
    const meant = `${miss.meant}._tcp.${name}`;
    return [
      {
        kind: 'near-miss',
        at,
        what: `nobody asks for ${owner}: ${miss.why}`,
        instead: `name the record ${meant}`,
      },
    ];
  });
}
