/**
 * The last thing that is seen of a client that connects to a listener with a fault: nothing at all, its attempt to
 * connect, a connection, a ClientHello, a request.
 */
export type LastSeen = 'nothing' | 'syn' | 'tcp' | 'tls' | 'http';

interface FaultRow {
  readonly reaches: LastSeen;
  /** Whether a client waits there until it gives up. */
  readonly stalls: boolean;
  /** Whether a client that asks in clear text is served. */
  readonly clearText: boolean;
  /** As in docs/write-a-scenario.md. */
  readonly summary: string;
}

const rows = {
  'stall-tcp': { reaches: 'tcp', stalls: true, clearText: false, summary: 'accepts, then silence' },
  'stall-tls': {
    reaches: 'tls',
    stalls: true,
    clearText: false,
    summary: 'reads the ClientHello, then silence',
  },
  reset: {
    reaches: 'tcp',
    stalls: false,
    clearText: false,
    summary: 'accepts, and resets at the first octet',
  },
  close: { reaches: 'tcp', stalls: false, clearText: false, summary: 'accepts, then closes' },
  garbage: {
    reaches: 'tls',
    stalls: false,
    clearText: false,
    summary: 'reads the ClientHello, sends 512 octets that are no TLS, the same each time, and closes',
  },
  'plain-http': {
    reaches: 'http',
    stalls: false,
    clearText: true,
    summary:
      'speaks HTTP in clear text where TLS is expected: a ClientHello gets a 400, and a client that asks in clear text gets what `routes`, `homeserver` and `vhosts` say',
  },
  blackhole: { reaches: 'syn', stalls: true, clearText: false, summary: 'no answer to the SYN' },
  unreachable: { reaches: 'nothing', stalls: false, clearText: false, summary: 'no route to host' },
  'alert-handshake-failure': {
    reaches: 'tls',
    stalls: false,
    clearText: false,
    summary: 'answers the ClientHello with the TLS alert `handshake_failure`, and closes',
  },
  'alert-unrecognized-name': {
    reaches: 'tls',
    stalls: false,
    clearText: false,
    summary:
      'the same with `unrecognized_name`, as nginx and HAProxy do that have no certificate for the SNI',
  },
  'alert-internal-error': {
    reaches: 'tls',
    stalls: false,
    clearText: false,
    summary: 'the same with `internal_error`, as Caddy and Traefik do',
  },
  'alert-protocol-version': {
    reaches: 'tls',
    stalls: false,
    clearText: false,
    summary: 'the same with `protocol_version`, as a server of another age does',
  },
} satisfies Readonly<Record<string, FaultRow>>;

export type Fault = keyof typeof rows;

/**
 * How the connection to a listener fails. A new fault is a row here; what it does stands in `world/faults/handlers.ts`, and
 * its test in `world/faults/faults.world.test.ts`.
 *
 * Random worlds draw by the order of these rows: another order makes other worlds of the same seed.
 */
export const FAULTS: Readonly<Record<Fault, FaultRow>> = rows;

/** A fault of a listener that has read the ClientHello: it may depend on the SNI. */
export type HelloFault = {
  [Each in Fault]: (typeof rows)[Each]['reaches'] extends 'tls' ? Each : never;
}[Fault];

export const HELLO_FAULTS: readonly HelloFault[] = (Object.keys(rows) as Fault[]).filter(
  (each): each is HelloFault => FAULTS[each].reaches === 'tls',
);

const IN_ORDER: readonly LastSeen[] = ['nothing', 'syn', 'tcp', 'tls', 'http'];

/** Whether a client gets as far as this at a listener. Without a fault nothing stops it. */
export function getsAsFarAs(wanted: LastSeen, fault: Fault | undefined): boolean {
  return fault === undefined || IN_ORDER.indexOf(FAULTS[fault].reaches) >= IN_ORDER.indexOf(wanted);
}

/** Whether a fault makes a listener speak HTTP in clear text, whatever certificate it has. */
export function speaksClearText(fault: Fault | undefined): boolean {
  return fault !== undefined && FAULTS[fault].clearText;
}
