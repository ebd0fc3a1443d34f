/**
 * Binds the ports that a world needs, of one address: `bind-ports.mjs ADDRESS`. A program of its own, which `signpost doctor`
 * starts in a sandbox; it ends at once, and says on stderr what cannot be bound.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const [address = ''] = process.argv.slice(2);

/** @param {Error} error */
function fail({ message }) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

createSocket(address.includes(':') ? 'udp6' : 'udp4')
  .on('error', fail)
  .bind(53, address)
  .unref();
for (const port of [53, 443, 8448]) createServer().on('error', fail).listen(port, address).unref();
