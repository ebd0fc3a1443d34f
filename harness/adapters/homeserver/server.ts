import type { Mortal } from '../process/restarting.ts';

/** A homeserver that can be asked over HTTP. */
export interface Server extends Mortal {
  /** Of its client API: `http://127.0.0.1:8008`. */
  readonly origin: string;
  /** Whether it breaks within `ms`: what cuts its connections is often its end, which says more. */
  breaksWithin(ms: number): Promise<boolean>;
}

/** One that the user started, and will end. */
export function attachedServer(origin: string): Server {
  return { origin, broken: null, breaksWithin: async () => false, end: async () => {} };
}
