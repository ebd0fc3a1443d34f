import type { TroubledStep, ValidServerName } from '../model/index.ts';

/** Where a request goes: the name that decides Host and certificate, and the targets in the order of trying. */
export interface DiscoveredRoute {
  readonly asked: ValidServerName;
  readonly deciding: ValidServerName;
  readonly targets: readonly ConnectTarget[];
  /** Which step leads there; absent where none does. */
  readonly step?: TroubledStep;
  /** Why the well-known file was passed over, for the message of a failure further on. */
  readonly passedOver?: string;
}

/** A place to connect to: a name to look up, or an address. */
export interface ConnectTarget {
  readonly name: string;
  readonly address?: string;
  readonly port: number;
}

/** To one target of a route; `deciding` is its authority. */
export interface Approach {
  readonly asked: ValidServerName;
  readonly deciding: ValidServerName;
  readonly target: ConnectTarget;
}

/** Where a right way has ended. */
export interface EndedRoute extends DiscoveredRoute {
  /** Targets that were not tried. */
  readonly rest: readonly ConnectTarget[];
}
