import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { isProgram } from '../base/index.ts';
import { runClient } from './client.ts';

export interface DnsLoad {
  readonly perSecond: number;
  readonly lost: number;
  readonly client: 'dnsperf' | 'own';
}

const CLIENT = path.join(import.meta.dirname, 'clients/ask.mjs');

/** Asks a name server for A records as fast as it answers: Debian's dnsperf, or a client of our own, which is slower. */
export async function askForSeconds(
  server: { readonly address: string; readonly port: number },
  names: readonly string[],
  seconds: number,
  folder: string,
): Promise<DnsLoad> {
  const { address, port } = server;
  if (!(await isProgram('dnsperf'))) {
    const own = await runClient<Omit<DnsLoad, 'client'>>(CLIENT, { address, port, names, seconds });
    return { ...own, client: 'own' };
  }
  const file = path.join(folder, 'questions');
  await writeFile(file, `${names.map((name) => `${name} A`).join('\n')}\n`);
  const args = ['-s', address, '-p', `${port}`, '-d', file, '-l', `${seconds}`, '-c', '4', '-q', '100'];
  const child = spawn('dnsperf', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = await text(child.stdout);
  const number = (label: string): number => Number(new RegExp(`${label}: +([\\d.]+)`).exec(told)?.[1]);
  return { perSecond: number('Queries per second'), lost: number('Queries lost'), client: 'dnsperf' };
}
