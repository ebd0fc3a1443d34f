import type { Case, Host, Listener, ListenerId } from './case.ts';

/** Listeners, connections and requests are told by host and port alike. */
export function listenerId({ host, port }: { readonly host: string; readonly port: number }): ListenerId {
  return `${host}:${port}`;
}

/** The fields of a listener's id, or of what stands for several: `origin:8448`, `origin:*`, `*`. */
export function splitListenerId(id: string): { readonly host: string; readonly port?: string } {
  // Not splitHostPort: the port may be `*`, and a label that is an address has no brackets.
  const colon = id.lastIndexOf(':');
  return colon < 0 ? { host: id } : { host: id.slice(0, colon), port: id.slice(colon + 1) };
}

export function listenerOf({ hosts }: Pick<Case, 'hosts'>, id: string): Listener | undefined {
  for (const { listeners } of hosts)
    for (const listener of listeners) if (listenerId(listener) === id) return listener;
  return undefined;
}

export function listenerAt(host: Host, port: number): Listener | undefined {
  return host.listeners.find((listener) => listener.port === port);
}
