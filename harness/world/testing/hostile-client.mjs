/**
 * A client that means harm, in a process of its own so that its sockets are not ours. It says one line when it is done
 * with its worst, and goes when its input ends.
 *
 *   flood ADDRESS PORT            opens connections up to the limit of open files, and holds what it is left
 *   pour ADDRESS PORT NAME PATH   sends a request with a body of 1 GB, by HTTPS, and reads the answer
 */
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const GIGABYTE = 2 ** 30;
const [verb, address, port, name = '', path = '/'] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();

if (verb === 'flood') flood();
if (verb === 'pour') pour();

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Some at a time, as a backlog takes them. */
async function flood() {
  const held = new Set();
  let opened = 0;
  let full = false;
  while (!full) {
    const round = Array.from({ length: 100 }, () => connect(Number(port), address));
    await Promise.all(
      round.map(
        (socket) =>
          new Promise((done) => {
            socket.once('connect', () => {
              opened++;
              held.add(socket);
              done(undefined);
            });
            socket.on('close', () => held.delete(socket));
            socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
              full ||= error.code === 'EMFILE';
              done(undefined);
            });
          }),
      ),
    );
    // Where the other end throws some out, their files are free again.
    full ||= opened >= 8000;
  }
  say(`opened ${opened}`);
}

function pour() {
  const socket = connectTls({
    host: address,
    port: Number(port),
    servername: name,
    rejectUnauthorized: false,
  });
  const piece = Buffer.alloc(2 ** 18, 'x');
  let left = GIGABYTE;
  let answer = '';
  const write = () => {
    while (left > 0) {
      left -= piece.length;
      if (!socket.write(piece)) return;
    }
    socket.end();
  };
  socket.once('secureConnect', () => {
    socket.write(`POST ${path} HTTP/1.1\r\nHost: ${name}\r\nContent-Length: ${GIGABYTE}\r\n\r\n`);
    write();
  });
  socket.on('drain', write);
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.on('close', () => say(`${GIGABYTE - left} sent, ${answer.split('\r\n')[0]}`));
}
