import { EventSender } from '../event-sender.ts';
import { PortRules } from '../faults/index.ts';
import { Requests } from '../http/index.ts';
import { LoopWatch } from '../loop-watch.ts';
import { openCertificates } from '../pki/index.ts';
import { serve } from '../thread/index.ts';
import { openKeyLog, SecureServers } from '../tls/index.ts';
import { CaseHosts, type Shared } from './case-hosts.ts';
import type { HostNews, HostOrder, HostSettings } from './protocol.ts';

/** The listeners have a thread of their own: what the main thread computes makes no client wait. */
void serve<HostSettings, HostOrder, HostNews>(async ({ folder, newCertificates, keyLog }, tell) => {
  const certificates = await openCertificates(folder, {
    added: newCertificates,
    onUnkept: ({ message }) => tell({ kind: 'unkept', why: message }),
  });
  const requests = new Requests();
  const shared: Shared = {
    requests,
    secure: new SecureServers(
      certificates,
      (connection, socket) => requests.serve(connection, socket),
      keyLog === undefined ? undefined : openKeyLog(keyLog, (why) => tell({ kind: 'unlogged', why })),
    ),
    rules: new PortRules(),
  };
  const watch = new LoopWatch((lag) => tell({ kind: 'lag', lag }));
  const open = new Map<number, CaseHosts>();

  return async (order) => {
    switch (order.kind) {
      case 'open': {
        const events = new EventSender(order.serial, tell, order.watched);
        const hosts = new CaseHosts(shared, events, order);
        open.set(order.serial, hosts);
        return hosts.open(order.hosts);
      }
      case 'change':
        return open.get(order.serial)?.change(order.hosts);
      case 'close':
        await open.get(order.serial)?.[Symbol.asyncDispose]();
        open.delete(order.serial);
        return;
      case 'flush':
        watch.probe();
        // What the kernel had ready together with the order is read before this.
        return new Promise((resolve) => setImmediate(resolve));
      default:
        order satisfies never;
    }
  };
});
