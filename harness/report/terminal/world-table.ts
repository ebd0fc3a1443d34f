import { visible } from '../../base/index.ts';
import type {
  Case,
  DnsAnswer,
  HelloAnswer,
  Homeserver,
  HttpAnswer,
  Listener,
  RecordData,
  Site,
  VirtualHost,
  Zone,
} from '../../model/index.ts';
import { listenerId, serviceBindingText } from '../../model/index.ts';

/** The world of a case as a table: its names, then its listeners. Addresses carry the label of their host. */
export function worldTable(c: Case): string[] {
  return [...align(nameRows(c)), '', ...align(listenerRows(c))];
}

function nameRows(c: Case): string[][] {
  const { hosts = {}, secondServer = {} } = c.machine ?? {};
  return [
    ...zoneRows(c, c.zone),
    ...zoneRows(c, secondServer, ', at the second name server'),
    ...Object.entries(hosts).map(([name, addresses]) => [
      name,
      'hosts file',
      addresses.map((address) => addressText(c, address)).join(', '),
    ]),
  ];
}

function zoneRows(c: Case, zone: Zone, where = ''): string[][] {
  return Object.entries(zone).flatMap(([owner, sets]) =>
    sets.map(({ type, answers }) => [
      owner,
      type,
      `${answers.map((answer) => answerText(c, answer)).join(', then ')}${where}`,
    ]),
  );
}

function answerText(c: Case, answer: DnsAnswer): string {
  if (answer.drop) return 'never answered';
  const found =
    answer.rcode ?? (answer.records.map((record) => recordText(c, record)).join(', ') || 'no records');
  const strays = (answer.strays ?? []).map((one) => `${one.type} ${recordText(c, one)} of ${one.owner}`);
  const how = [
    ...strays.map((stray) => `with ${stray}`),
    answer.edns === false ? 'FORMERR to EDNS' : '',
    answer.delay ? `after ${answer.delay} ms` : '',
    answer.truncate ? 'truncated over UDP' : '',
  ];
  return [found, ...how.filter(Boolean)].join(', ');
}

function recordText(c: Case, record: RecordData): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return addressText(c, record.address);
    case 'CNAME':
      return record.target;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'TXT':
      return JSON.stringify(record.text);
    case 'HTTPS':
    case 'SVCB':
      return serviceBindingText(record);
    default:
      return record satisfies never;
  }
}

function addressText({ hosts }: Case, address: string): string {
  const host = hosts.find(({ ipv4, ipv6 }) => ipv4 === address || ipv6 === address);
  return host ? `${address} (${host.label})` : address;
}

function listenerRows(c: Case): string[][] {
  return c.hosts.flatMap((host) =>
    host.listeners.length === 0
      ? [[host.label, host.ipv4, 'every port refuses']]
      : host.listeners.flatMap((listener) => [
          [listenerId(listener), host.ipv4, transportText(listener), siteText(listener)],
          ...(listener.vhosts ?? []).map((vhost) => ['', '', hostText(vhost), siteText(vhost)]),
        ]),
  );
}

function hostText({ name, port }: VirtualHost): string {
  return `with Host ${name}${port === undefined ? '' : `:${port}`}`;
}

function siteText({ routes, homeserver }: Site): string {
  const texts = routes.map(({ path, answers }) => `${path} → ${answers.map(httpText).join(', then ')}`);
  return [...(homeserver ? [homeserverText(homeserver)] : []), ...texts].join('; ');
}

const homeserverText = ({ status }: Homeserver): string =>
  status === undefined ? 'homeserver' : `homeserver (every answer ${status})`;

const LONGEST_BODY = 80;
const LONGEST_RAW = 240;

function httpText(answer: HttpAnswer): string {
  const known = (answer.agents ?? []).map((one) => `${agentText(one.agent)}: ${plainText(one.answer)}`);
  return [plainText(answer), ...known].join(', ');
}

const agentText = (agent: string): string =>
  agent === '' ? 'without User-Agent' : `with User-Agent ${visible(agent)}`;

function plainText(answer: HttpAnswer): string {
  if (answer.raw !== undefined) return rawText(answer.raw, answer.whole);
  const { status, location, body, whole } = answer;
  return [status, location, briefly(body, whole), deliveryText(answer)].filter(Boolean).join(' ');
}

function rawText(raw: Uint8Array, length = raw.length): string {
  if (length > LONGEST_RAW) return `${length} bytes as they are`;
  return visible(JSON.stringify(Buffer.from(raw).toString('latin1')));
}

function briefly(bytes: Uint8Array, length = bytes.length): string {
  const text = new TextDecoder().decode(bytes.subarray(0, LONGEST_BODY + 1));
  return text.length > LONGEST_BODY ? `${length} bytes` : visible(text);
}

function deliveryText({ delay, drip, chunked, endless, close, gzip, http }: HttpAnswer): string {
  const how = [
    delay ? `after ${delay} ms` : '',
    drip ? `${drip.bytes} bytes every ${drip.everyMs} ms` : '',
    chunked ? 'chunked' : '',
    gzip ? 'gzip' : '',
    http === undefined ? '' : `HTTP/${http}`,
    endless ? 'then spaces for ever' : '',
    close ? 'cut off at half' : '',
  ].filter(Boolean);
  return how.length === 0 ? '' : `(${how.join(', ')})`;
}

function transportText({ fault, cert, tls }: Listener): string {
  if (fault !== undefined) return `fault ${fault}`;
  const { ciphers = [] } = tls ?? {};
  return [certificateText(cert), ...(ciphers.length > 0 ? [`ciphers ${ciphers.join(' ')}`] : [])].join(', ');
}

function certificateText(cert: Listener['cert']): string {
  if (!cert || cert.kind === 'none') return 'clear text';
  if (cert.kind === 'one') return answerToHello(cert.certificate);
  const chosen = Object.entries(cert.byName).map(([name, answer]) => `for ${name} ${answerToHello(answer)}`);
  return [answerToHello(cert.default), ...chosen].join(', ');
}

function answerToHello(answer: HelloAnswer): string {
  if ('fault' in answer) return `fault ${answer.fault}`;
  const { flaw, key, names } = answer;
  return `certificate ${[flaw, names.join(' '), key && `(${key})`].filter(Boolean).join(' ')}`;
}

function align(rows: readonly string[][]): string[] {
  const widths: number[] = [];
  for (const cells of rows)
    for (const [i, cell] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
