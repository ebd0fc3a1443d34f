import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOf } from './connection.ts';

const table: readonly [Partial<NodeJS.ErrnoException>, string][] = [
  [{ code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' }, 'alert unknown_ca'],
  [{ code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE' }, 'alert bad_certificate'],
  [{ code: 'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED' }, 'alert certificate_expired'],
  [{ code: 'ECONNRESET', syscall: 'read' }, 'reset'],
  [{ code: 'ECONNRESET' }, 'end before the handshake was over'],
  [{ code: 'EPIPE', syscall: 'write' }, 'EPIPE'],
  [{}, 'no code'],
];

for (const [parts, how] of table) {
  test(`the error ${parts.code} is told as "${how}"`, () => {
    assert.equal(reasonOf(Object.assign(new Error('no code'), parts)), how);
  });
}
