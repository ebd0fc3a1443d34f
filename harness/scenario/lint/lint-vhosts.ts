import { suggestion } from '../../base/index.ts';
import {
  type Case,
  canonical,
  getsAsFarAs,
  type Host,
  type Listener,
  listenerId,
  readHost,
  splitHostPort,
  type VirtualHost,
} from '../../model/index.ts';
import { quoted } from '../file/quoted.ts';
import { authoredName, type FilePart } from './file-part.ts';
import { type Leads, nameOfService } from './leads.ts';

/** The virtual hosts of a world of a case: each is for a name that somebody could send as Host, at a listener that reads one. */
export function vhostParts(c: Case, hosts: readonly Host[], leads: Leads): FilePart[] {
  const known = hostsKnown(c, leads);
  const listeners = hosts.flatMap((host) => host.listeners);
  return listeners.flatMap((listener) => {
    const { vhosts } = listener;
    if (vhosts === undefined) return [];
    return [effectOf(listener), ...vhosts.map((vhost) => nameOf(listener, vhost, known, leads))];
  });
}

function effectOf(listener: Listener): FilePart {
  const { host, port, fault } = listener;
  const id = listenerId(listener);
  const what = `the virtual hosts of ${id} have no effect: with the fault "${fault}" no request is read there`;
  return {
    key: `vhosts ${id}`,
    path: ['hosts', host, String(port), 'vhosts'],
    used: getsAsFarAs('http', fault),
    complaint: { what, hint: 'remove "vhosts" or the fault' },
  };
}

function nameOf(
  listener: Listener,
  { name, port, text }: VirtualHost,
  known: ReadonlyMap<string, string>,
  leads: Leads,
): FilePart {
  const part = {
    key: `vhost ${listenerId(listener)} ${text}`,
    path: ['hosts', listener.host, String(listener.port), 'vhosts', text],
  };
  if (!known.has(name)) {
    const what = `${quoted(text)} is no name of this case, so that nobody sends it as Host`;
    const hint = suggestion(splitHostPort(text).host, [...new Set(known.values())]);
    return { ...part, used: false, complaint: { what, hint } };
  }
  const what = `nobody sends ${quoted(text)} as Host: neither this listener nor a record, file or server name has that port`;
  const hint = `write the port ${listener.port}, or leave it out`;
  const used = port === undefined || port === listener.port || leads.ports.has(port);
  return { ...part, used, complaint: { what, hint } };
}

/** Every name and address of the case in the spelling of a Host → as it is most likely written in the file. */
function hostsKnown(c: Case, leads: Leads): ReadonlyMap<string, string> {
  const worlds = c.rounds ?? [c];
  const owners = worlds.flatMap(({ zone }) => Object.keys(zone));
  const names = [c.name, ...owners, ...owners.map(nameOfService), ...leads.names];
  const hosts = worlds.flatMap((world) => world.hosts);
  return new Map([
    ...names
      .filter((name) => !/(^|\.)[_*]/.test(name))
      .map((name) => [canonical(name), authoredName(c, name)] as const),
    ...hosts.map(({ label, ipv4 }) => [ipv4, `{ipv4 ${label}}`] as const),
    ...hosts.map(({ label, ipv6 }) => [readHost(`[${ipv6}]`)?.name ?? ipv6, `[{ipv6 ${label}}]`] as const),
  ]);
}
