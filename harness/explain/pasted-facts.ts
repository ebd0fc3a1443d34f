import type { Contact, Facts, GetAnswer, HttpAnswer, NameAnswer, RecordType } from '../model/index.ts';
import {
  answerOf,
  canonical,
  followAliases,
  inBrackets,
  listenerId,
  parseServerName,
  setFor,
  setsIn,
} from '../model/index.ts';
import type { ZoneFile } from './zone-file.ts';

export interface Pasted {
  /** The server name in question. */
  readonly server: string;
  readonly zone: Pick<ZoneFile, 'zone' | 'isComplete'>;
  /** What the well-known address of the server name answers; absent: that is not known. */
  readonly wellKnown?: HttpAnswer;
}

const WELL_KNOWN = { port: 443, path: '/.well-known/matrix/server' };

/**
 * What paper tells: the records of the zone, and that there are no others in it; what the well-known address answers, and so
 * that somebody connected to it and took its certificate. All else is not known.
 */
export function factsOfPaste({ server, zone: { zone, isComplete }, wellKnown }: Pasted): Facts {
  const setsAt = setsIn(zone);
  const name = parseServerName(server);
  /** The host that answered. */
  const web = wellKnown && name.ok && name.kind === 'dns' ? canonical(name.host) : undefined;
  const toldOf = (owner: string, type: RecordType): NameAnswer | undefined => {
    const complete = isComplete(owner);
    // A wildcard answers only where no record is left out. Names are anybody's: `constructor` is one.
    const own = Object.hasOwn(zone, owner) ? zone[owner] : undefined;
    const sets = complete ? setsAt(owner) : own;
    return complete || setFor(sets, type) ? answerOf(sets, type) : undefined;
  };
  const lastAlias = (host: string): string =>
    followAliases((at) => toldOf(at, 'A'), host, 'A').aliases.at(-1) ?? host;
  return {
    lookUp(owner, type): NameAnswer | undefined {
      const told = toldOf(owner, type);
      if (web === undefined || (type !== 'A' && type !== 'AAAA') || told?.kind === 'records') return told;
      // Who answered has an address, whatever the zone says of aliases.
      if (owner !== lastAlias(web)) return told;
      const other = toldOf(owner, type === 'A' ? 'AAAA' : 'A');
      return told && other?.kind === 'records' ? told : untold(owner, type);
    },
    connect({ address, port, sni }): Contact | undefined {
      if (web === undefined || sni !== web || port !== WELL_KNOWN.port) return undefined;
      const at = listenerId({ host: inBrackets(address), port });
      return { kind: 'certificate', at, certificate: { names: [web] } };
    },
    get({ endpoint, host, path }): GetAnswer | undefined {
      const asked = endpoint.port === WELL_KNOWN.port && path === WELL_KNOWN.path && canonical(host) === web;
      return asked && wellKnown ? { answer: wellKnown, varies: false } : undefined;
    },
  };
}

/** A host that answers has an address, whichever. */
const untold = (name: string, type: 'A' | 'AAAA'): NameAnswer => ({
  kind: 'records',
  records: [{ type, address: name }],
});
