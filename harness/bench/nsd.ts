import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode, RECURSION_DESIRED } from 'dns-packet';

export interface Nsd extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
}

const ADDRESS = '127.0.0.1';
const PORT = 5353;

/** NSD with the zone `test` and these A records, as a plain process of ours. */
export async function startNsd(
  folder: string,
  records: readonly (readonly [string, string])[],
): Promise<Nsd> {
  const zone = [
    '$TTL 300',
    '@ SOA ns.test. hostmaster.test. 1 3600 600 86400 60',
    '@ NS ns.test.',
    'ns.test. A 127.0.0.1',
    ...records.map(([name, address]) => `${name}. A ${address}`),
  ];
  const settings = `
server:
  ip-address: ${ADDRESS}@${PORT}
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  pidfile: ""
  database: ""
  zonelistfile: "${folder}/zone.list"
  xfrdfile: "${folder}/xfrd.state"
  xfrdir: "${folder}"
  logfile: "${folder}/log"
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: "test"
  zonefile: "zone"
`;
  await writeFile(path.join(folder, 'zone'), `${zone.join('\n')}\n`);
  await writeFile(path.join(folder, 'nsd.conf'), settings);
  const child = spawn('nsd', ['-d', '-c', path.join(folder, 'nsd.conf')], { stdio: 'ignore' });
  await Promise.race([answers(records[0]?.[0] ?? 'test'), ended(child)]);
  return {
    address: ADDRESS,
    port: PORT,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'close');
      child.kill();
      await gone;
    },
  };
}

/** Asks until an answer comes. */
async function answers(name: string): Promise<void> {
  const socket = createSocket('udp4');
  const question = encode({
    type: 'query',
    id: 1,
    flags: RECURSION_DESIRED,
    questions: [{ type: 'A', name }],
  });
  // Nobody may listen there yet.
  socket.on('error', () => {});
  const timer = setInterval(() => socket.send(question, PORT, ADDRESS), 20);
  await once(socket, 'message', { signal: AbortSignal.timeout(20_000) });
  clearInterval(timer);
  socket.close();
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'close');
  throw new Error(`nsd ended with exit code ${code}`);
}
