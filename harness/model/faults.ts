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
} satisfies Readonly<Record<string, FaultRow>>;

export type Fault = keyof typeof rows;

/**
 * How the connection to a listener fails. A new fault is a row here; what it does stands in `world/faults/handlers.ts`, and
 * its test in `world/faults/faults.world.test.ts`.
 *
 * Random worlds draw by the order of these rows: another order makes other worlds of the same seed.
 */
export const FAULTS: Readonly<Record<Fault, FaultRow>> = rows;

const IN_ORDER: readonly LastSeen[] = ['nothing', 'syn', 'tcp', 'tls', 'http'];

/** Whether a client gets as far as this at a listener. Without a fault nothing stops it. */
export function getsAsFarAs(wanted: LastSeen, fault: Fault | undefined): boolean {
  return fault === undefined || IN_ORDER.indexOf(FAULTS[fault].reaches) >= IN_ORDER.indexOf(wanted);
}

/** Whether a fault makes a listener speak HTTP in clear text, whatever certificate it has. */
export function speaksClearText(fault: Fault | undefined): boolean {
  return fault !== undefined && FAULTS[fault].clearText;
}
