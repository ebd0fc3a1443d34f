import type { ValidServerName } from '../model/index.ts';
import { askableName } from './askable-name.ts';
import { failureOf } from './failure.ts';
import type { Attempt } from './parts.ts';
import type { ConnectTarget } from './route.ts';
import type { SrvChoice } from './srv-order.ts';

/** S33-a, S33-e, S4-a: the delegated name decides where there is one. */
export function srvOwner(asked: ValidServerName, delegated: ValidServerName | undefined): string {
  return (delegated ?? asked).host;
}

/** S33-f, S34-a, D-7: the deprecated service counts where the current one was not found. */
export function srvServices(): readonly string[] {
  return ['_matrix-fed', '_matrix'];
}

export async function lookupSrv(attempt: Attempt, owner: string): Promise<readonly SrvChoice[]> {
  for (const service of attempt.parts.srvServices()) {
    const records = await ask(attempt, `${service}._tcp.${owner}`);
    if (records.length > 0) return records.map((record) => ({ ...record, service }));
  }
  return [];
}

/** V-2: NXDOMAIN and NODATA are. AMB-4, reading (a): any other failure is not, and ends the discovery. */
export function isNotFound(code: string | undefined): boolean {
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

async function ask(attempt: Attempt, name: string): Promise<readonly SrvChoice[]> {
  try {
    return await attempt.lookUp((dns) => dns.resolveSrv(askableName(name)));
  } catch (error) {
    if (attempt.parts.isNotFound((error as NodeJS.ErrnoException).code)) return [];
    throw failureOf(`SRV of ${name}`, error);
  }
}

/** S4-f: the port as it is. V-17: a target that looks like an address is looked up as a name all the same. */
export function srvTarget(record: SrvChoice): ConnectTarget {
  return { name: record.name, port: record.port };
}

/** AMB-1, reading (a): the root stands for "decidedly not available". */
export function services(targets: readonly ConnectTarget[]): readonly ConnectTarget[] {
  return targets.filter(({ name }) => name !== '' && name !== '.');
}
