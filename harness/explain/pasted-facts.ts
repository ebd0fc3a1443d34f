import { isIP } from 'node:net';
import type { Contact, Facts, GetAnswer, HttpAnswer, NameAnswer, RecordType } from '../model/index.ts';
import {
  answerOf,
  followAliases,
  inBrackets,
  listenerId,
  parseServerName,
  setFor,
  setsIn,
} from '../model/index.ts';
import { isHostOf, pagesOf, servesPage } from './pasted-pages.ts';
import type { ZoneFile } from './zone-file.ts';

export interface Pasted {
  /** The server name in question. */
  readonly server: string;
  readonly zone: Pick<ZoneFile, 'zone' | 'isComplete'>;
  /** What the well-known address of the server name answers, and then what each redirect led to; absent: that is not known. */
  readonly wellKnown?: readonly HttpAnswer[];
}

/**
 * What paper tells: the records of the zone, and that there are no others in it; what the well-known address answers, and so
 * that somebody connected to it and took its certificate. All else is not known.
 */
export function factsOfPaste({ server, zone: { zone, isComplete }, wellKnown }: Pasted): Facts {
  const setsAt = setsIn(zone);
  const name = parseServerName(server);
  const pages = wellKnown && name.ok && name.kind === 'dns' ? pagesOf(name.host, wellKnown) : [];
  const toldOf = (owner: string, type: RecordType): NameAnswer | undefined => {
    const complete = isComplete(owner);
    // A wildcard answers only where no record is left out. Names are anybody's: `constructor` is one.
    const own = Object.hasOwn(zone, owner) ? zone[owner] : undefined;
    const sets = complete ? setsAt(owner) : own;
    return complete || setFor(sets, type) ? answerOf(sets, type) : undefined;
  };
  const lastAlias = (host: string): string =>
    followAliases((at) => toldOf(at, 'A'), host, 'A').aliases.at(-1) ?? host;
  /** The names of the hosts that answered, aliases followed. */
  const answered = new Set(pages.filter(({ host }) => isIP(host) === 0).map(({ host }) => lastAlias(host)));
  return {
    lookUp(owner, type): NameAnswer | undefined {
      const told = toldOf(owner, type);
      if ((type !== 'A' && type !== 'AAAA') || told?.kind === 'records') return told;
      // Who answered has an address, whatever the zone says of aliases.
      if (!answered.has(owner)) return told;
      const other = toldOf(owner, type === 'A' ? 'AAAA' : 'A');
      return told && other?.kind === 'records' ? told : untold(owner, type);
    },
    connect(endpoint): Contact | undefined {
      const page = pages.find((each) => servesPage(each, endpoint));
      if (!page) return undefined;
      const at = listenerId({ host: inBrackets(endpoint.address), port: endpoint.port });
      return { kind: 'certificate', at, certificate: { names: [page.host] } };
    },
    get({ endpoint, host, path, before }): GetAnswer | undefined {
      const same = pages.filter(
        (page) => servesPage(page, endpoint) && isHostOf(page, host) && page.path === path,
      );
      // A page that redirects to itself answers otherwise the next time.
      const page = same.find((each) => each === pages[before.length]) ?? same[0];
      return page && { answer: page.answer, varies: same.length > 1 };
    },
  };
}

/** A host that answers has an address, whichever. */
const untold = (name: string, type: 'A' | 'AAAA'): NameAnswer => ({
  kind: 'records',
  records: [{ type, address: name }],
});
