import type { Event } from '../../evidence/index.ts';
import { isSrvService, type SrvService, srvOwner } from '../../model/index.ts';
import type { NameRole } from '../divergence/means.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf, rightPaths } from './path.ts';

/** The SRV question that leads to the right place. */
export interface DecisiveService {
  readonly service: SrvService;
  readonly whose: NameRole;
  /** In lower case: `fed.test`. */
  readonly owner: string;
  /** In lower case: `_matrix-fed._tcp.fed.test`. */
  readonly name: string;
}

export function decisiveService({
  case: c,
  outcome,
}: Pick<Evidence, 'case' | 'outcome'>): DecisiveService | undefined {
  for (const { means, whose, name } of rightPaths(outcome, pathsOf(c, outcome))) {
    if (!isSrvService(means)) continue;
    const owner = name.toLowerCase();
    return { service: means, whose, owner, name: srvOwner(means, owner) };
  }
  return undefined;
}

export function isAskedFor(events: readonly Event[], { name }: Pick<DecisiveService, 'name'>): boolean {
  return events.some(
    (event) => event.kind === 'dns' && event.type === 'SRV' && event.name.toLowerCase() === name,
  );
}
