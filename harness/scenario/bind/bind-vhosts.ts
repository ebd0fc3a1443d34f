import { isAddress, isIPv6, readHost, splitMeantPort, type VirtualHost } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import type { AuthoredListener } from '../file/schema-hosts.ts';
import { isPort, PORT_HINT } from '../file/schema-hosts.ts';
import { bindSite, type SiteOptions } from './bind-site.ts';
import { bindName } from './name.ts';
import { fillWhole } from './placeholder.ts';
import type { Scope } from './scope.ts';

/** The virtual hosts of one listener. Complains where a key is no Host, or two of them are the same one. */
export function bindVhosts(
  scope: Scope,
  authored: NonNullable<AuthoredListener['vhosts']>,
  path: Path,
  options: SiteOptions,
): VirtualHost[] {
  const texts = new Map<string, string>();
  return Object.entries(authored).map(([text, site]) => {
    const at = [...path, text];
    const host = bindHost(scope, text, at);
    const key = JSON.stringify(host);
    const before = texts.get(key);
    texts.set(key, text);
    if (before !== undefined) {
      const what = `${quoted(text)} is the same Host as ${quoted(before)}`;
      scope.complain(at, { code: 'duplicate-key', what, hint: 'keep one' }, 'key');
    }
    return { ...host, text, ...bindSite(scope, site, at, options) };
  });
}

function bindHost(scope: Scope, text: string, path: Path): Pick<VirtualHost, 'name' | 'port'> {
  const filled = fillWhole(scope, text, path, 'key');
  if (filled === undefined) return { name: text };
  if (isIPv6(filled)) {
    const hint = `write "[${text}]"`;
    scope.complain(path, { code: 'bad-name', what: 'an IPv6 address stands in brackets', hint }, 'key');
    return { name: filled };
  }
  const { host: name, port } = splitMeantPort(filled);
  if (port !== undefined && !isPort(port)) {
    const what = `${quoted(text)} cannot stand here: ${PORT_HINT}`;
    scope.complain(path, { code: 'bad-port', what }, 'key');
  }
  return { name: hostName(scope, name, path), ...(port !== undefined && { port: Number(port) }) };
}

function hostName(scope: Scope, name: string, path: Path): string {
  if (isAddress(name)) return name;
  if (name.includes('*')) {
    const what = `${quoted(name)} cannot stand here: a virtual host is a whole name, and there are no wildcards`;
    const hint = 'name each Host; the listener itself answers every other';
    scope.complain(path, { code: 'bad-name', what, hint }, 'key');
    return name;
  }
  if (!name.startsWith('[')) return bindName(scope, name, path, { part: 'key' }).toLowerCase();
  if (!isIPv6(name.slice(1, -1))) {
    const what = `${quoted(name)} is no IPv6 address in brackets`;
    scope.complain(path, { code: 'bad-name', what, hint: 'write "[{ipv6 origin}]"' }, 'key');
  }
  return readHost(name)?.name ?? name;
}
