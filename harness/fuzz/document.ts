import type { Fault, FaultOfHello } from '../model/index.ts';
import { type SrvService, srvOwner } from '../model/index.ts';

/** A scenario file as far as it is about a world, in the words of docs/write-a-scenario.md. */
export interface WorldDocument {
  readonly server?: string;
  readonly machine?: MachineDocument;
  readonly dns: Readonly<Record<string, DnsNode>>;
  readonly hosts: Readonly<Record<string, Ports>>;
}

export interface MachineDocument {
  /** Name → host labels, or addresses as placeholders. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  readonly secondServer?: Readonly<Record<string, DnsNode>>;
}

/** Type → answer. */
export type DnsNode = Readonly<Record<string, unknown>>;
export type Ports = Readonly<Record<string, ListenerDocument>>;

export interface ListenerDocument {
  readonly cert?: CertDocument;
  readonly fault?: Fault;
  readonly homeserver?: true | Readonly<Record<string, unknown>>;
  readonly routes?: Readonly<Record<string, AnswerDocument>>;
  readonly tls?: Readonly<Record<string, unknown>>;
}

export type CertDocument =
  | string
  | readonly string[]
  | { readonly names: string; readonly [flaw: string]: string | true }
  | { readonly default: string | FaultOfHello; readonly sni: Readonly<Record<string, string>> };

export type AnswerDocument = Readonly<Record<string, unknown>>;

/** The same while it is being written. */
export interface WorldDraft {
  machine?: MachineDocument;
  readonly dns: Record<string, DnsNode>;
  readonly hosts: Record<string, Record<string, ListenerDocument>>;
  /** `label:port` where nobody listens on purpose. */
  readonly refusing: Set<string>;
}

/** The owner name of a service of `name`. */
export function ownerOf(service: SrvService, name: string): string {
  return name === '@' ? `${service}._tcp` : srvOwner(service, name);
}
