import { getsAsFarAs, listenerId } from '../model/index.ts';
import type { Listening, Misnaming } from './design.ts';
import type { CertDocument, ListenerDocument, WorldDraft } from './document.ts';
import type { NamedHosts } from './named-hosts.ts';

/** What a listener serves, however it is reached. */
type Service = Pick<ListenerDocument, 'homeserver' | 'routes'>;

/** Puts a listener there; none refuses. One that is there already keeps its manner, and serves this as well. */
export function listen(
  { hosts, refusing }: WorldDraft,
  label: string,
  port: string,
  listener: ListenerDocument | undefined,
): void {
  const ports = hosts[label] ?? {};
  hosts[label] = ports;
  const there = ports[port];
  if (listener === undefined) {
    if (there === undefined) refusing.add(listenerId({ host: label, port: Number(port) }));
  } else if (there === undefined) {
    ports[port] = listener;
  } else if (getsAsFarAs('http', there.fault)) {
    const { homeserver = there.homeserver, routes } = listener;
    ports[port] = {
      ...there,
      ...(homeserver !== undefined && { homeserver }),
      ...(routes !== undefined && { routes: { ...routes, ...there.routes } }),
    };
  }
}

/** What one machine of a name does on a port; undefined where it refuses. */
export function listenerOf(
  how: Listening,
  named: NamedHosts,
  label: string,
  service: Service,
): ListenerDocument | undefined {
  const { own } = named;
  const address = isName(own) ? `{ipv4 ${label}}` : own;
  switch (how.kind) {
    case 'refuses':
      return undefined;
    case 'good':
      return { cert: goodCert(how.cert, own), ...service };
    case 'odd':
      return oddly(how.way, own, service);
    case 'clear text':
      return { cert: 'none', ...service };
    case 'fault':
      return getsAsFarAs('http', how.fault) ? { fault: how.fault, ...service } : { fault: how.fault };
    case 'misnamed':
      return { cert: misnamed(how.for, named, label), ...service };
    case 'flaw':
      return { cert: { names: how.flaw === 'addressAsName' ? address : own, [how.flaw]: true }, ...service };
    default:
      return how satisfies never;
  }
}

/** For whom a mistake leads to: answers whatever name is checked. */
export function forAnybody(named: NamedHosts, label: string, service: Service): ListenerDocument {
  const names = new Set(['@', 'fed', named.name, named.own, `{ipv4 ${label}}`]);
  return { cert: [...names], ...service };
}

const isName = (own: string) => !own.startsWith('{');

function goodCert(kind: Extract<Listening, { kind: 'good' }>['cert'], own: string): CertDocument {
  switch (kind) {
    case 'own':
      return own;
    case 'own and another':
      return [own, 'nobody'];
    case 'by SNI':
      return isName(own) ? { default: 'nobody', sni: { [own]: own } } : own;
    case 'by SNI alone':
      return isName(own) ? { default: { fault: 'alert-unrecognized-name' }, sni: { [own]: own } } : own;
    case 'wildcard':
      return isName(own) && own !== '@' ? '*' : own;
    default:
      return kind satisfies never;
  }
}

function oddly(way: Extract<Listening, { kind: 'odd' }>['way'], own: string, service: Service) {
  switch (way) {
    case 'HTTP/2 as well':
      // Answers that are written byte for byte are HTTP/1.
      return isForHttp1(service)
        ? { cert: own, ...service }
        : { cert: own, tls: { alpn: ['h2', 'http/1.1'] }, ...service };
    case 'asks for a client certificate':
      return { cert: own, tls: { requestClientCertificate: true }, ...service };
    case 'a key of RSA':
      return { cert: { names: own, key: 'rsa' }, ...service };
    case 'a key of Ed25519':
      return { cert: { names: own, key: 'ed25519' }, ...service };
    case 'one cipher':
      return { cert: own, tls: { ciphers: ['TLS_AES_128_GCM_SHA256'] }, ...service };
    case 'status 500':
      return { cert: own, ...service, ...(service.homeserver && { homeserver: { status: 500 } }) };
    default:
      return way satisfies never;
  }
}

function isForHttp1({ routes = {} }: Service): boolean {
  return Object.values(routes).some((answer) => 'raw' in answer || 'http' in answer);
}

/** Some certificate that is not for the right name. */
function misnamed(kind: Misnaming, { own, name }: NamedHosts, label: string): CertDocument {
  if (kind === 'only without SNI') {
    return isName(own) ? { default: own, sni: { [own]: 'nobody' } } : 'nobody';
  }
  const below = own === '@' ? '*' : `*.${own}`;
  const names: Readonly<Record<typeof kind, string>> = {
    server: '@',
    delegate: 'fed',
    target: name,
    address: `{ipv4 ${label}}`,
    other: 'nobody',
    below: isName(own) ? below : 'nobody',
  };
  const wrong = names[kind];
  return wrong === own ? 'nobody' : wrong;
}
