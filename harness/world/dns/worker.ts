import { HarnessError, ownCommand } from '../../base/index.ts';
import { now } from '../clock.ts';
import { LoopWatch } from '../loop-watch.ts';
import { SumsPerTurn } from '../sums-per-turn.ts';
import { serve } from '../thread/index.ts';
import { Directory } from './directory.ts';
import type { DnsNews, DnsOrder, DnsSettings } from './protocol.ts';
import { Quota } from './quota.ts';
import { DnsService } from './service.ts';
import { TcpSide } from './tcp.ts';
import { serveUdp } from './udp.ts';

/** The name server has a thread of its own: in a busy one it would lose questions. */
void serve<DnsSettings, DnsOrder, DnsNews>(async ({ addresses, receiveBuffer }, tell) => {
  const directory = new Directory();
  const second = new Directory();
  const quota = new Quota(tell);
  const late = new SumsPerTurn<number>((serial, ms) =>
    tell({ kind: 'late', serial, lag: { at: now(), ms } }),
  );
  const service = new DnsService(
    { first: directory, second },
    (asked) => quota.hear(asked),
    (serial, ms) => late.add(serial, ms),
  );
  const tcp = new TcpSide(service);
  for (const address of addresses) {
    try {
      await Promise.all([serveUdp(address, service, receiveBuffer), tcp.listen(address)]);
    } catch (error) {
      throw cannotStart(address, error as NodeJS.ErrnoException);
    }
  }
  const watch = new LoopWatch((lag) => tell({ kind: 'lag', lag }));

  return (order) => {
    switch (order.kind) {
      case 'open':
        open(directory, order);
        if (order.second) open(second, { ...order, zone: order.second });
        else second.remove(order.serial);
        quota.open(order.serial, order.watched);
        return;
      case 'close':
        directory.remove(order.serial);
        second.remove(order.serial);
        quota.close(order.serial);
        return;
      case 'flush':
        watch.probe();
        late.flush();
        quota.flush();
        return;
      default:
        order satisfies never;
    }
  };
});

function open(directory: Directory, { serial, name, zone }: DnsOrder & { kind: 'open' }): void {
  const taken = directory.add(serial, name, zone);
  if (taken === undefined) return;
  throw new HarnessError(
    'name-taken',
    `${taken} belongs to another open case already.`,
    'Close that case first, or give one of the two another name.',
  );
}

function cannotStart(address: string, error: NodeJS.ErrnoException): HarnessError {
  return new HarnessError(
    'name-server-cannot-start',
    `The name server cannot listen on ${address} port 53: ${error.code ?? error.message}.`,
    error.code === 'EADDRINUSE'
      ? `Another world, such as that of \`${ownCommand('shell')}\`, is open in this sandbox. \`${ownCommand('sandbox')}\` has none.`
      : `\`${ownCommand('doctor')}\` tries what the sandbox needs.`,
    error,
  );
}
