import { spawn } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { text } from 'node:stream/consumers';
import { HarnessError, ownCommand } from '../../base/index.ts';

/** One port of one address that the network itself treats badly. */
export interface PortRule {
  readonly address: string;
  readonly port: number;
  /** Routing tables of the sandbox: 100 leads into an idle interface, 101 says "no route to host". */
  readonly table: 100 | 101;
}

/** Routing rules by destination port. Changes asked for in the same moment go to one `ip` process a family. */
export class PortRules {
  #waiting: { verb: 'add' | 'del'; rule: PortRule }[] = [];
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  change(verb: 'add' | 'del', rules: readonly PortRule[]): Promise<void> {
    if (rules.length === 0) return Promise.resolve();
    this.#waiting.push(...rules.map((rule) => ({ verb, rule })));
    // While one batch runs, the next gathers.
    this.#next ??= this.#last
      .catch(() => {})
      .then(() => {
        const batch = this.#waiting;
        this.#waiting = [];
        this.#next = undefined;
        this.#last = apply(batch);
        return this.#last;
      });
    return this.#next;
  }
}

async function apply(changes: readonly { verb: 'add' | 'del'; rule: PortRule }[]): Promise<void> {
  const lines = (ipv6: boolean): string[] =>
    changes.filter(({ rule }) => isIPv6(rule.address) === ipv6).map(({ verb, rule }) => line(verb, rule));
  await Promise.all([run('-4', lines(false)), run('-6', lines(true))]);
}

export function line(verb: 'add' | 'del', { address, port, table }: PortRule): string {
  return `rule ${verb} pref 10 to ${address} ipproto tcp dport ${port} lookup ${table}`;
}

async function run(family: '-4' | '-6', lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  // -force: one rule that cannot be removed must not keep the others.
  const child = spawn('ip', [family, '-force', '-batch', '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.on('error', () => {});
  child.stdin.end(`${lines.join('\n')}\n`);
  const complaint = text(child.stderr).catch(() => '');
  const status = await ended.catch((error: Error) => {
    throw cannotRoute(error.message, error);
  });
  if (status !== 0) throw cannotRoute((await complaint).trim());
}

function cannotRoute(message: string, cause?: Error): HarnessError {
  return new HarnessError(
    'cannot-route',
    `A black hole or a missing route could not be made: ${message}`,
    `\`${ownCommand('doctor')}\` tries what the sandbox needs: iproute2, and routing rules by port.`,
    cause,
  );
}
