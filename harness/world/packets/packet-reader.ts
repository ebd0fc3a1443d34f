import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { HarnessError, ownCommand } from '../../base/index.ts';

/** The program that reads packets. It ends when its stdin does: with this process at the latest, however that ends. */
export const PACKET_READER = fileURLToPath(new URL('./reader.pl', import.meta.url));

/** How a reader ended. */
export interface ReaderEnd {
  /** Packets that the kernel lost. */
  readonly lost: number;
  /** Why it ended before it was told to, or could not write. */
  readonly why?: string;
}

/** A child that reads the packets of this network namespace. */
export class PacketReader implements AsyncDisposable {
  /** The pcap stream, where it was asked for. */
  readonly stdout: Readable | null;
  /** Never rejects. */
  readonly ended: Promise<ReaderEnd>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ended: Promise<ReaderEnd>) {
    this.#child = child;
    this.stdout = child.stdout;
    this.ended = ended;
  }

  /** Resolves once no packet is missed any more. `stdout`: a pipe, or the open file that packets go to. */
  static async start(what: 'syns' | 'all', stdout: 'pipe' | number): Promise<PacketReader> {
    const child = spawn('perl', [PACKET_READER, what], { stdio: ['pipe', stdout, 'pipe'] });
    let said = '';
    const ended = new Promise<ReaderEnd>((resolve) => {
      child.on('error', (error) => resolve({ lost: 0, why: error.message }));
      child.on('close', (status, signal) => resolve(endOf(said, status, signal)));
    });
    const ready = new Promise<undefined>((resolve) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4096);
        if (said.startsWith('ready\n')) resolve(undefined);
      });
    });
    child.stdin?.on('error', () => {});
    const end = await Promise.race([ready, ended]);
    if (end !== undefined) throw cannotRead(end.why ?? 'it ended at once');
    return new PacketReader(child, ended);
  }

  /** Resolves with everything written that was sent before the call. */
  end(): Promise<ReaderEnd> {
    this.#child.stdin?.end();
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

function endOf(said: string, status: number | null, signal: string | null): ReaderEnd {
  const lost = Number(/^lost (\d+)$/m.exec(said)?.[1] ?? 0);
  if (status === 0) return { lost };
  const last = said.trim().split('\n').at(-1);
  return { lost, why: last && last !== 'ready' ? last : `it ended by ${signal ?? `exit code ${status}`}` };
}

function cannotRead(why: string): HarnessError {
  return new HarnessError(
    'cannot-read-packets',
    `Packets cannot be read: ${why}.`,
    `It takes perl (apt-get install perl-base) and packet sockets; \`${ownCommand('doctor')}\` tries them.`,
  );
}
