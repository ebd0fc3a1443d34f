/** TLS: the ClientHello as it came, and the certificate that answers it. */
export { awaitHello } from './await-hello.ts';
export { openKeyLog } from './key-log.ts';
export { SecureServers } from './secure-servers.ts';
