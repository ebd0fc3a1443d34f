import type { HelloFault } from '../../model/index.ts';
import type { AcceptedConnection } from '../connection.ts';

type AlertFault = Extract<HelloFault, `alert-${string}`>;

/** RFC 8446 6, RFC 6066 9. */
const CODES: Readonly<Record<AlertFault, number>> = {
  'alert-handshake-failure': 40,
  'alert-protocol-version': 70,
  'alert-internal-error': 80,
  'alert-unrecognized-name': 112,
};

/** Answers the ClientHello with a fatal alert and nothing else. Before a version is agreed on, its record says TLS 1.2. */
export function alert(fault: AlertFault): (connection: AcceptedConnection) => void {
  const record = Buffer.of(21, 3, 3, 0, 2, 2, CODES[fault]);
  return (connection) => {
    connection.endedBy(`fault ${fault}`);
    connection.socket.resume();
    connection.socket.end(record);
  };
}
