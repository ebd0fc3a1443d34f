import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';
import { ADDRESSES, type Zone } from '../model/index.ts';

export interface BareNameServer extends AsyncDisposable {
  readonly questions: number;
  add(zone: Zone): void;
  remove(zone: Zone): void;
}

/** A name server of a dozen lines, as tests have them: UDP, dns-packet, a map. */
export async function bareNameServer(): Promise<BareNameServer> {
  const names = new Map<string, Answer[]>();
  let questions = 0;
  const socket = createSocket('udp4');
  socket.on('message', (bytes, client) => {
    const { id, questions: asked = [] } = decode(bytes);
    const [question] = asked;
    if (question === undefined) return;
    questions++;
    const known = names.get(question.name.toLowerCase());
    const answers = (known ?? []).filter(({ type }) => type === question.type);
    const flags = AUTHORITATIVE_ANSWER | (known === undefined ? 3 : 0);
    const reply = encode({ type: 'response', id: id ?? 0, flags, questions: [question], answers });
    socket.send(reply, client.port, client.address);
  });
  socket.bind(53, ADDRESSES.ipv4Resolver);
  await once(socket, 'listening');
  return {
    get questions() {
      return questions;
    },
    add(zone) {
      for (const name of Object.keys(zone)) names.set(name, answersAt(zone, name));
    },
    remove(zone) {
      for (const name of Object.keys(zone)) names.delete(name);
    },
    async [Symbol.asyncDispose]() {
      socket.close();
    },
  };
}

function answersAt(zone: Zone, name: string): Answer[] {
  return (zone[name] ?? []).flatMap(({ answers: [{ records, ttl }] }) =>
    records.map((record): Answer => {
      switch (record.type) {
        case 'A':
        case 'AAAA':
          return { type: record.type, name, ttl, data: record.address };
        case 'SRV': {
          const { priority, weight, port, target } = record;
          return { type: 'SRV', name, ttl, data: { priority, weight, port, target } };
        }
        case 'CNAME':
        case 'TXT':
        case 'HTTPS':
        case 'SVCB':
          throw new Error(`the floor has no ${record.type} records`);
        default:
          return record satisfies never;
      }
    }),
  );
}
