import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';

let context: SecureContext | undefined;

/** One context for all connections (making one costs up to 1 ms). Session tickets are not kept in it, so nothing is resumed. */
export function trust(): SecureContext {
  context ??= createSecureContext(authorities());
  return context;
}

/** As OpenSSL's programs do; without the variable Node's own roots count, with NODE_EXTRA_CA_CERTS. */
function authorities(): { ca?: Buffer } {
  const file = process.env.SSL_CERT_FILE;
  return file === undefined || file === '' ? {} : { ca: readFileSync(file) };
}
