import type { Fault, HelloFault } from '../../model/index.ts';
import type { AcceptedConnection } from '../connection.ts';
import { alert } from './alert.ts';
import { blackhole } from './blackhole.ts';
import { close } from './close.ts';
import { garbage } from './garbage.ts';
import { plainHttp } from './plain-http.ts';
import type { PortRule } from './port-rules.ts';
import { reset } from './reset.ts';
import { STALL_TCP, stallTcp } from './stall-tcp.ts';
import { stallTls } from './stall-tls.ts';
import { unreachable } from './unreachable.ts';

/** A listener that does something of its own. */
interface ListenerFault {
  /** `hello`: when the ClientHello was read and recorded, or what came was none. */
  readonly at: 'accept' | 'hello';
  readonly handle: (connection: AcceptedConnection) => void;
  readonly listen?: typeof STALL_TCP;
}

/** How a fault comes about: no listener, and a rule of routing; or a listener that does something of its own. */
export type FaultHandler =
  | { readonly at: 'route'; readonly rule: (address: string, port: number) => PortRule }
  | ListenerFault;

type Handlers = { readonly [Each in Fault]: Each extends HelloFault ? ListenerFault : FaultHandler };

/** One handler a fault, each with a file of its own; the alerts share one. */
export const HANDLERS: Handlers = {
  'stall-tcp': { at: 'accept', handle: stallTcp, listen: STALL_TCP },
  'stall-tls': { at: 'hello', handle: stallTls },
  reset: { at: 'accept', handle: reset },
  close: { at: 'accept', handle: close },
  garbage: { at: 'hello', handle: garbage },
  'plain-http': { at: 'hello', handle: plainHttp },
  blackhole: { at: 'route', rule: blackhole },
  unreachable: { at: 'route', rule: unreachable },
  'alert-handshake-failure': { at: 'hello', handle: alert('alert-handshake-failure') },
  'alert-unrecognized-name': { at: 'hello', handle: alert('alert-unrecognized-name') },
  'alert-internal-error': { at: 'hello', handle: alert('alert-internal-error') },
  'alert-protocol-version': { at: 'hello', handle: alert('alert-protocol-version') },
};
