/** Asks for one A record so many times over one TCP connection, one question behind another, and counts the answers. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { RECURSION_DESIRED, streamEncode } from 'dns-packet';

/** @type {{ address: string, name: string, count: number }} */
const { address, name, count } = JSON.parse(await text(process.stdin));
const question = streamEncode({
  type: 'query',
  id: 7,
  flags: RECURSION_DESIRED,
  questions: [{ type: 'A', name }],
});
const socket = connect(53, address);
socket.write(Buffer.concat(Array.from({ length: count }, () => question)));
const begin = performance.now();
let answers = 0;
let held = Buffer.alloc(0);
for await (const piece of socket) {
  held = Buffer.concat([held, piece]);
  let from = 0;
  while (held.length >= from + 2 && held.length >= from + 2 + held.readUInt16BE(from)) {
    from += 2 + held.readUInt16BE(from);
    answers++;
  }
  held = held.subarray(from);
  if (answers === count) break;
}
process.stdout.write(JSON.stringify({ answers, ms: performance.now() - begin }));
