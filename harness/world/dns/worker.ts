import { HarnessError } from '../harness-error.ts';
import { serve } from '../thread/index.ts';
import { Directory } from './directory.ts';
import type { Asked, Order, Settings } from './protocol.ts';
import { Service } from './service.ts';
import { serveTcp } from './tcp.ts';
import { serveUdp } from './udp.ts';

/** The name server has a thread of its own: in a busy one it would lose questions. */
await serve<Settings, Order, Asked>(async ({ addresses, receiveBuffer }, tell) => {
  const directory = new Directory();
  const service = new Service(directory, tell);
  for (const address of addresses) {
    try {
      await Promise.all([serveUdp(address, service, receiveBuffer), serveTcp(address, service)]);
    } catch (error) {
      throw cannotStart(address, error as NodeJS.ErrnoException);
    }
  }
  return (order) => obey(directory, order);
});

function obey(directory: Directory, order: Order): void {
  switch (order.kind) {
    case 'open':
      open(directory, order);
      return;
    case 'close':
      directory.remove(order.serial);
      return;
    case 'flush':
      return;
    default:
      order satisfies never;
  }
}

function open(directory: Directory, { serial, name, zone }: Order & { kind: 'open' }): void {
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
      ? 'Another world, or a name server of its own, runs in this sandbox: end it first.'
      : 'signpost doctor tries what the sandbox needs.',
    error,
  );
}
