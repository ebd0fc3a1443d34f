/** Makes new TLS connections to the places it is told, `width` at once, with one GET on each. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { connect, createSecureContext } from 'node:tls';

/** @typedef {{ host: string, port: number, servername: string }} Place */
/** @type {{ places: Place[], count: number, width: number }} */
const { places, count, width } = JSON.parse(await text(process.stdin));
const secureContext = createSecureContext({ ca: readFileSync(process.env.SSL_CERT_FILE ?? '') });

let started = 0;
const begin = performance.now();
await Promise.all(Array.from({ length: width }, work));
process.stdout.write(JSON.stringify({ perSecond: (count * 1000) / (performance.now() - begin) }));

async function work() {
  while (started < count) {
    const place = places[started++ % places.length];
    if (place) await exchange(place);
  }
}

/**
 * @param {Place} place
 * @returns {Promise<void>}
 */
function exchange({ host, port, servername }) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername, secureContext });
    socket.on('error', reject);
    socket.on('secureConnect', () =>
      socket.write(
        `GET /_matrix/federation/v1/version HTTP/1.1\r\nHost: ${servername}:${port}\r\nConnection: close\r\n\r\n`,
      ),
    );
    let told = '';
    socket.on('data', (bytes) => {
      told += bytes.toString('latin1');
    });
    socket.on('close', () =>
      told.startsWith('HTTP/1.1 200 ') ? resolve() : reject(new Error(`answered ${JSON.stringify(told)}`)),
    );
  });
}
