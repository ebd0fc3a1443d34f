/** Asks for A records over UDP, a hundred questions under way, and counts the answers. */
import { createSocket } from 'node:dgram';
import { text } from 'node:stream/consumers';
import { encode, RECURSION_DESIRED } from 'dns-packet';

const WINDOW = 100;
/** A question that has no answer by then is lost. */
const PATIENCE_MS = 1_000;

/** @type {{ address: string, port: number, names: string[], seconds: number }} */
const { address, port, names, seconds } = JSON.parse(await text(process.stdin));
const messages = names.map((name) =>
  encode({ type: 'query', id: 0, flags: RECURSION_DESIRED, questions: [{ type: 'A', name }] }),
);
const socket = createSocket('udp4');
/** @type {(number | undefined)[]} */
const sentAt = [];
let [asked, answered, lost, underWay] = [0, 0, 0, 0];

socket.on('message', (bytes) => {
  const id = bytes.readUInt16BE(0);
  if (sentAt[id] === undefined) return;
  sentAt[id] = undefined;
  answered++;
  underWay--;
  fill();
});

const begin = performance.now();
const end = begin + seconds * 1000;
socket.connect(port, address, fill);
const watch = setInterval(giveUp, 100);

function fill() {
  while (underWay < WINDOW && performance.now() < end) {
    const id = asked % 65_536;
    const message = Buffer.from(messages[asked % messages.length] ?? []);
    message.writeUInt16BE(id, 0);
    sentAt[id] = performance.now();
    asked++;
    underWay++;
    socket.send(message);
  }
}

function giveUp() {
  const now = performance.now();
  for (const [id, at] of sentAt.entries()) {
    if (at === undefined || now - at < PATIENCE_MS) continue;
    sentAt[id] = undefined;
    lost++;
    underWay--;
  }
  if (now < end) return fill();
  if (underWay > 0) return;
  clearInterval(watch);
  socket.close();
  process.stdout.write(JSON.stringify({ perSecond: answered / seconds, lost }));
}
