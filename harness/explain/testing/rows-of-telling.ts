import { readFileSync } from 'node:fs';
import type { PasteRow } from './paste-row.ts';

const NO_FILE = 'HTTP/1.1 404 Not Found\r\n\r\n';
const FILE = '{"m.server": "matrix.example.org:443"}';
const PORTLESS = '{"m.server": "matrix.example.org"}';

/** Complete below its origin. */
const zone = (records: string): string => `$ORIGIN example.org.\n$TTL 300\n${records}\n`;

const HOSTS = '@ A 192.0.2.10\nmatrix A 192.0.2.20';
const SRV = `${HOSTS}\n_matrix-fed._tcp SRV 10 0 8448 matrix`;

/** What dig prints of one question. */
function dig(question: string, status: string, ...answers: readonly string[]): string {
  const [name = '', type = ''] = question.split(' ');
  return [
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 7`,
    `;; flags: qr rd ra; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: 0, ADDITIONAL: 0`,
    ';; QUESTION SECTION:',
    `;${name}.\t\tIN\t${type}`,
    '',
    ...(answers.length > 0 ? [';; ANSWER SECTION:', ...answers, ''] : []),
    '',
  ].join('\n');
}

const NO_SERVICE = [
  dig('_matrix-fed._tcp.example.org SRV', 'NXDOMAIN'),
  dig('_matrix._tcp.example.org SRV', 'NXDOMAIN'),
];

/** For example.org and the names right below it, from the end of November 2026 to that of 2036. */
const PEM = readFileSync(new URL('../../../fixtures/pastes/example-org.pem', import.meta.url), 'utf8');
const verified = (code: string) => `${PEM}\nVerify return code: ${code}\n`;
const sClient = (to: string, sni: string, code = '0 (ok)') =>
  `$ openssl s_client -connect ${to} -servername ${sni} </dev/null\nCONNECTED(00000003)\n${verified(code)}`;

/** The answer, the remarks in their order, and what to paste yet. */
export const ROWS_OF_TELLING: Readonly<Record<string, PasteRow>> = {
  'nothing at all': {
    exit: 3,
    says: 'paste what https://example.org/.well-known/matrix/server answers',
    needs: [
      'what https://example.org/.well-known/matrix/server answers',
      'the SRV records of _matrix-fed._tcp.example.org',
      'the SRV records of _matrix._tcp.example.org',
      'the AAAA and A records of example.org',
    ],
  },
  'a file alone': {
    web: FILE,
    exit: 3,
    says: 'paste the AAAA and A records of matrix.example.org',
    needs: ['the AAAA and A records of matrix.example.org'],
  },
  'a file that delegates to an address': {
    web: '{"m.server": "192.0.2.20:8449"}',
    exit: 0,
    says: 'look for example.org at 192.0.2.20:8449',
  },
  'a server name that is an address': { server: '192.0.2.20', exit: 0, says: 'at 192.0.2.20:8448' },
  'a name that is none': {
    server: 'a_b.example.org',
    exit: 1,
    says: 'Nobody can ask for it: "a_b.example.org" is no server name: "_" cannot stand in a server name.',
  },
  'a zone without a file': {
    zone: zone(SRV),
    exit: 3,
    says: 'paste what https://example.org/.well-known/matrix/server answers',
    needs: ['what https://example.org/.well-known/matrix/server answers'],
  },
  'a zone and a file': {
    zone: zone(HOSTS),
    web: FILE,
    exit: 0,
    says: 'look for example.org at 192.0.2.20:443',
  },
  'a file that counts although DNS does not know its host': {
    zone: zone('matrix A 192.0.2.20'),
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.20:443',
  },
  'a file that counts although its host is an alias out of the zone': {
    zone: zone('@ CNAME hoster.test.\nmatrix A 192.0.2.20'),
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.20:443',
  },
  'a file that counts although DNS failed for its host': {
    zone: [dig('example.org A', 'SERVFAIL'), zone('matrix A 192.0.2.20')],
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.20:443',
    remarks: ['contradiction'],
  },
  'a host of the delegation that has no address': {
    zone: zone('@ A 192.0.2.10'),
    web: FILE,
    exit: 1,
    says: 'matrix.example.org has no address (NXDOMAIN)',
  },
  'an alias that leads away': {
    zone: zone('@ A 192.0.2.10\nmatrix CNAME edge.hosting.test.'),
    web: FILE,
    exit: 3,
    says: 'paste the AAAA and A records of edge.hosting.test',
    needs: ['the AAAA and A records of edge.hosting.test'],
  },
  'an alias that leads away, and where to': {
    zone: [
      zone('@ A 192.0.2.10\nmatrix CNAME edge.hosting.test.'),
      dig('edge.hosting.test A', 'NOERROR', 'edge.hosting.test. 60 IN A 192.0.2.30'),
    ],
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.30:443',
    needs: ['the AAAA records of edge.hosting.test'],
  },
  'an alias that leads to nothing': {
    zone: [zone('matrix CNAME edge.hosting.test.'), dig('edge.hosting.test A', 'NXDOMAIN')],
    web: FILE,
    exit: 1,
    says: 'matrix.example.org has no address (NXDOMAIN)',
  },
  'a delegation to a hosting company': {
    zone: zone('@ A 192.0.2.10'),
    web: '{"m.server": "example-org.hosting.test"}',
    exit: 3,
    says: 'paste the SRV records of _matrix-fed._tcp.example-org.hosting.test',
  },
  'services that do not exist, and an address': {
    zone: [...NO_SERVICE, dig('example.org A', 'NOERROR', 'example.org. 60 IN A 192.0.2.10')],
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.10:8448',
    needs: ['the AAAA records of example.org'],
  },
  'a service whose question failed': {
    zone: dig('_matrix-fed._tcp.example.org SRV', 'SERVFAIL'),
    web: NO_FILE,
    exit: 1,
    says: 'the SRV records of _matrix-fed._tcp.example.org could not be asked for (SERVFAIL)',
  },
  'only the old service, with the new one not asked for': {
    zone: dig(
      '_matrix._tcp.example.org SRV',
      'NOERROR',
      '_matrix._tcp.example.org. 60 IN SRV 1 1 8448 m.hosting.test.',
    ),
    web: NO_FILE,
    exit: 3,
    says: 'paste the SRV records of _matrix-fed._tcp.example.org',
    remarks: ['deprecated-service'],
    first: 'zone:7:1: _matrix._tcp is deprecated since v1.8; add the same record under _matrix-fed._tcp',
  },
  'a name above that does not exist': {
    zone: dig('example.org A', 'NXDOMAIN'),
    exit: 1,
    says: 'example.org has no address (NXDOMAIN)',
  },
  'two pastes that tell otherwise, of which the later counts': {
    zone: [zone(HOSTS), dig('matrix.example.org A', 'NOERROR', 'matrix.example.org. 60 IN A 192.0.2.21')],
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.21:443',
    remarks: ['contradiction'],
    first:
      'zone-2:7:1: of the A records of matrix.example.org, a zone file (zone-1:4) and dig (zone-2:7) tell otherwise (192.0.2.20; 192.0.2.21)',
  },

  // The well-known file.
  'a trailing comma': {
    zone: zone(SRV),
    web: '{"m.server": "matrix.example.org:443",}',
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['file-not-json'],
    first: 'file:1:39: your file is ignored: trailing comma; write {"m.server": "matrix.example.org:443"}',
  },
  'quotes of a word processor': {
    zone: zone(SRV),
    web: '{“m.server”: “matrix.example.org:443”}',
    exit: 0,
    says: '8448',
    remarks: ['file-not-json'],
    first:
      'file:1:2: your file is ignored: quotes of a word processor, and not "; write {"m.server": "matrix.example.org:443"}',
  },
  'single quotes': {
    zone: zone(SRV),
    web: "{'m.server': 'matrix.example.org:443'}",
    exit: 0,
    says: '8448',
    remarks: ['file-not-json'],
    first: 'single quotes',
  },
  'a closing brace that is missing': {
    zone: zone(SRV),
    web: '{\n  "m.server": "matrix.example.org:443"\n',
    exit: 0,
    says: '8448',
    remarks: ['file-not-json'],
    first: 'the } at the end is missing; write {"m.server": "matrix.example.org:443"}',
  },
  'a comment': {
    zone: zone(SRV),
    web: '{\n  // delegation\n  "m.server": "matrix.example.org:443"\n}',
    exit: 0,
    says: '8448',
    remarks: ['file-not-json'],
    first: 'file:2:3: your file is ignored: a comment, which JSON does not have',
  },
  'a comma that is missing': {
    zone: zone(SRV),
    web: '{"a": 1 "m.server": "matrix.example.org:443"}',
    exit: 0,
    says: '8448',
    remarks: ['file-not-json'],
    first: 'file:1:9: your file is ignored: a comma is missing',
  },
  'a web page': {
    zone: zone(SRV),
    web: '<!DOCTYPE html>\n<html><title>Welcome</title></html>',
    exit: 0,
    says: '8448',
    remarks: ['file-is-page'],
    first: 'it is a web page (HTML), and no JSON; write {"m.server": "matrix.example.org:443"}',
  },
  'an empty answer': {
    zone: zone(SRV),
    web: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    exit: 0,
    says: '8448',
    remarks: ['file-empty'],
  },
  'the file for clients': {
    zone: zone(SRV),
    web: '{"m.homeserver": {"base_url": "https://matrix.example.org"}}',
    exit: 0,
    says: '8448',
    remarks: ['file-of-clients'],
    first: 'which belongs to /.well-known/matrix/client',
  },
  'm.server inside of something else': {
    zone: zone(SRV),
    web: '{"m.homeserver": {"m.server": "matrix.example.org:443"}}',
    exit: 0,
    says: '8448',
    remarks: ['file-without-server'],
    first: 'file:1:31: your file is ignored: m.server stands inside of "m.homeserver"',
  },
  'another name in place of m.server': {
    zone: zone(SRV),
    web: '{"server": "matrix.example.org:443"}',
    exit: 0,
    says: '8448',
    remarks: ['file-without-server'],
    first: 'it has "server" in place of m.server; write {"m.server": "matrix.example.org:443"}',
  },
  'm.server with an object': {
    zone: zone(SRV),
    web: '{"m.server": {"base_url": "https://matrix.example.org"}}',
    exit: 0,
    says: '8448',
    remarks: ['server-of-wrong-type'],
    first: 'write {"m.server": "matrix.example.org:443"}',
  },
  'm.server with a URL': {
    zone: zone(SRV),
    web: '{"m.server": "https://matrix.example.org"}',
    exit: 0,
    says: '8448',
    remarks: ['server-is-url'],
    first:
      'file:1:14: your file is ignored: m.server is a URL, "https://matrix.example.org", and has to be the name of a host; write {"m.server": "matrix.example.org:443"}',
  },
  'm.server with a URL that has a port': {
    zone: zone(SRV),
    web: '{"m.server": "https://matrix.example.org:8448/"}',
    exit: 0,
    says: '8448',
    remarks: ['server-is-url'],
    first: 'write {"m.server": "matrix.example.org:8448"}',
  },
  'm.server with a path': {
    zone: zone(SRV),
    web: '{"m.server": "matrix.example.org/_matrix"}',
    exit: 0,
    says: '8448',
    remarks: ['server-is-no-name'],
    first: '"/" cannot stand in a server name; write {"m.server": "matrix.example.org"}',
  },
  'a redirect to clear text': {
    zone: zone(SRV),
    web: `HTTP/1.1 301 Moved\r\nLocation: http://www.example.org/f\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${FILE}`,
    exit: 0,
    says: '8448',
    remarks: ['file-redirects-to-http'],
    first: 'file:1:1: the well-known file is ignored: it is redirected to http://www.example.org/f',
  },
  'a status that does not count': {
    zone: zone(SRV),
    web: `HTTP/1.1 403 Forbidden\r\n\r\n${FILE}`,
    exit: 0,
    says: '8448',
    remarks: ['file-has-status'],
    first: 'file:1:1: the well-known file is ignored: its status is 403',
  },
  'a connection that was refused': {
    zone: zone(SRV),
    web: "curl: (7) Failed to connect to example.org port 443 after 3 ms: Couldn't connect to server",
    exit: 0,
    says: '8448',
    remarks: ['file-not-served'],
    first: 'file:1:1: others get no well-known file: curl: (7)',
  },
  'a certificate that curl refused': {
    zone: zone(SRV),
    web: 'curl: (60) SSL certificate problem: certificate has expired',
    exit: 0,
    says: '8448',
    remarks: ['file-not-served'],
  },
  'a host that curl did not find': {
    zone: NO_SERVICE,
    web: 'curl: (6) Could not resolve host: example.org',
    exit: 1,
    says: 'example.org has no address',
    remarks: ['file-not-served'],
  },
  'a redirect that nobody followed': {
    zone: zone(SRV),
    web: 'HTTP/2 301 \r\nlocation: https://www.example.org/.well-known/matrix/server\r\n\r\n',
    exit: 3,
    says: 'paste what https://example.org/.well-known/matrix/server answers',
    remarks: ['file-not-followed'],
    first: 'file:1:1: the paste ends at a redirect to https://www.example.org/.well-known/matrix/server',
  },
  'a head without its body': {
    zone: zone(SRV),
    web: 'HTTP/2 200 \r\ncontent-type: application/json\r\ncontent-length: 38\r\n\r\n',
    exit: 3,
    says: 'paste what https://example.org/.well-known/matrix/server answers',
    remarks: ['file-without-body'],
  },
  'a delegation to the web server itself': {
    zone: zone(HOSTS),
    web: '{"m.server": "example.org:443"}',
    exit: 0,
    says: 'at 192.0.2.10:443; what answers there was not pasted',
    remarks: ['back-to-web-server'],
    first: 'curl https://example.org/_matrix/federation/v1/version',
  },

  // Records.
  'a doubled owner': {
    zone: '_matrix-fed._tcp.example.org.example.org. 300 IN SRV 10 0 8448 matrix.example.org.',
    web: NO_FILE,
    exit: 3,
    says: 'paste the SRV records of _matrix-fed._tcp.example.org',
    remarks: ['doubled-name'],
    first: 'zone:1:1: this says _matrix-fed._tcp.example.org.example.org: example.org stands there twice',
  },
  'a target without its final dot': {
    zone: zone('@ A 192.0.2.10\nmatrix A 192.0.2.20\n_matrix-fed._tcp SRV 10 0 8448 matrix.example.org'),
    web: NO_FILE,
    exit: 1,
    says: 'no address for matrix.example.org.example.org',
    remarks: ['written-otherwise'],
    first: 'zone:5:32: matrix.example.org has no dot at its end',
  },
  'an address as target': {
    zone: zone('@ A 192.0.2.10\n_matrix-fed._tcp SRV 10 0 8448 192.0.2.20'),
    web: NO_FILE,
    exit: 1,
    says: 'no address for 192.0.2.20',
    remarks: ['target-is-address'],
    first: 'give the address to a name by an A record',
  },
  'a URL as target': {
    zone: zone('@ A 192.0.2.10\n_matrix-fed._tcp SRV 10 0 8448 https://matrix.example.org'),
    web: NO_FILE,
    exit: 1,
    says: 'no address for https://matrix.example.org',
    remarks: ['target-is-url'],
    first: 'write the name of the host alone: matrix.example.org.',
  },
  'a name that is nearly a service': {
    zone: zone(`${HOSTS}\n_matrix._tls SRV 10 0 443 matrix`),
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.10:8448',
    remarks: ['near-miss'],
    first:
      'zone:5:1: nobody asks for _matrix._tls.example.org: the protocol below a service is _tcp, with TLS, too; name the record _matrix-fed._tcp.example.org',
  },
  'a service with an address in place of SRV': {
    zone: zone(`${HOSTS}\n_matrix-fed._tcp A 192.0.2.20`),
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.10:8448',
    remarks: ['other-type'],
  },
  'port 0': {
    zone: zone(`${HOSTS}\n_matrix-fed._tcp SRV 10 0 0 matrix`),
    web: NO_FILE,
    exit: 1,
    says: 'port 0 does not exist',
    remarks: ['port-zero'],
  },
  'a service that is denied': {
    zone: zone(`${HOSTS}\n_matrix-fed._tcp SRV 0 0 0 .`),
    web: NO_FILE,
    exit: 1,
    says: 'the only target is .',
    remarks: ['service-denied'],
  },
  'an alias as target': {
    zone: zone('hs A 192.0.2.20\nmatrix CNAME hs\n_matrix-fed._tcp SRV 10 0 8448 matrix'),
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['alias-as-target'],
  },
  'a record without effect': {
    zone: zone(SRV),
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.20:443',
    remarks: ['no-effect'],
    first:
      'the record at _matrix-fed._tcp.example.org has no effect: where the well-known file gives a port, no SRV record is asked for',
  },
  'weight 0 beside others': {
    zone: zone(`${HOSTS}\n_matrix-fed._tcp SRV 10 0 8448 matrix\n_matrix-fed._tcp SRV 10 5 8449 matrix`),
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.20:8448 or 192.0.2.20:8449',
    remarks: ['weights-without-effect'],
  },

  // Addresses.
  'private addresses': {
    zone: zone(
      '@ A 192.168.1.20\nmatrix A 10.0.0.5\nmatrix AAAA fd00::5\n_matrix-fed._tcp SRV 1 1 443 matrix',
    ),
    exit: 1,
    says: 'fd00::5 is a private address, to which nobody outside of the network gets',
    remarks: ['no-public-address'],
  },
  'an address of the machine itself': {
    zone: zone('@ A 192.0.2.10\nmatrix A 127.0.0.1'),
    web: FILE,
    exit: 1,
    says: '127.0.0.1 is an address of the machine itself (loopback)',
    remarks: ['no-public-address'],
  },
  'an address behind the NAT of a provider': {
    zone: zone('@ A 192.0.2.10\nmatrix A 100.64.1.2'),
    web: FILE,
    exit: 1,
    says: "100.64.1.2 is an address behind a provider's NAT (CGNAT)",
    remarks: ['no-public-address'],
  },
  'a public address beside a private one': {
    zone: zone('@ A 192.0.2.10\nmatrix A 192.0.2.20\nmatrix AAAA fe80::1'),
    web: FILE,
    exit: 0,
    says: 'at [fe80::1]:443 or 192.0.2.20:443',
    remarks: ['no-public-address'],
  },
  'an address of Cloudflare with port 8448': {
    zone: zone('@ A 104.16.0.1\nmatrix A 104.16.0.1'),
    web: PORTLESS,
    exit: 0,
    says: 'look for example.org at 104.16.0.1:8448; what answers there was not pasted',
    remarks: ['proxied-port'],
    first:
      '104.16.0.1:8448 is an address of Cloudflare, whose proxy does not serve port 8448 (only Spectrum would); delegate to port 443 in the well-known file ({"m.server": "matrix.example.org:443"})',
  },
  'an address of Cloudflare with port 8448, at which a certificate was seen': {
    zone: zone('@ A 104.16.0.1\nmatrix A 104.16.0.1'),
    web: PORTLESS,
    certificate: sClient('104.16.0.1:8448', 'matrix.example.org'),
    exit: 0,
    says: 'Others reach example.org at 104.16.0.1:8448.',
  },
  'an address of Cloudflare with port 443': {
    zone: zone('@ A 104.16.0.1\nmatrix A 104.16.0.1'),
    web: FILE,
    exit: 0,
    says: 'at 104.16.0.1:443',
  },
  'a name in an export of Cloudflare that is proxied': {
    zone: zone(
      '@ 1 IN A 192.0.2.10 ; cf_tags=cf-proxied:true\nmatrix 1 IN A 192.0.2.20 ; cf_tags=cf-proxied:true',
    ),
    web: PORTLESS,
    exit: 1,
    says: 'matrix.example.org:8448 is behind the proxy of Cloudflare',
    remarks: ['proxied-port'],
  },
  'a tunnel of Cloudflare': {
    zone: zone('matrix 1 IN CNAME 8a2f.cfargotunnel.com.'),
    web: FILE,
    exit: 0,
    says: 'look for example.org at matrix.example.org:443',
    needs: ['the AAAA and A records of matrix.example.org'],
  },

  'a file that is no UTF-8': {
    zone: zone(SRV),
    web: '{"m.server": "matrix.example.org:443", "of": "M\udcfcnchen"}',
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['file-not-utf8'],
    first: 'file:1:48: your file is ignored: it holds a character that is no UTF-8; save it as UTF-8',
  },
  'an error of a homeserver in the place of the file': {
    zone: zone(SRV),
    web: '{"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}',
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['file-without-server'],
    first: 'it is an error of a Matrix server, "M_UNRECOGNIZED", and no file',
  },
  'another answer of a homeserver in the place of the file': {
    zone: zone(SRV),
    web: '{"server": {"name": "Synapse", "version": "1.90.0"}}',
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['file-without-server'],
    first: 'there is no m.server in it; write {"m.server": "matrix.example.org:443"}',
  },
  'a file for a server name that has a port': {
    server: 'example.org:8449',
    zone: zone(HOSTS),
    web: '{"m.server": "matrix.example.org:443",}',
    exit: 0,
    says: 'look for example.org:8449 at 192.0.2.10:8449',
    remarks: ['no-effect'],
    first: 'the well-known file has no effect: the server name has a port, and then nobody asks for it',
  },
  'a file for a server name that is an address': {
    server: '192.0.2.20',
    web: FILE,
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['no-effect'],
    first: 'the well-known file has no effect: the server name is an address',
  },
  'redirects without end': {
    zone: zone(SRV),
    web: 'curl: (47) Maximum (50) redirects followed',
    exit: 0,
    says: 'at 192.0.2.20:8448',
    remarks: ['file-not-served'],
    first:
      'file:1:1: others get no well-known file: curl: (47) Maximum (50) redirects followed; if the file is to count, let its redirects come to an end',
  },
  'two zones that tell otherwise': {
    zone: [zone(SRV), zone(SRV.replace('192.0.2.20', '192.0.2.21'))],
    web: NO_FILE,
    exit: 0,
    says: 'at 192.0.2.21:8448',
    remarks: ['contradiction'],
    first: 'a zone file (zone-1:4) and a zone file (zone-2:4) tell otherwise',
  },

  // Certificates.
  'the right certificate': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'example.org'),
    exit: 0,
    says: 'Others reach example.org at 192.0.2.20:8448.',
  },
  'the right certificate, seen at a name': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('matrix.example.org:8448', 'example.org'),
    exit: 0,
    says: 'Others reach example.org at 192.0.2.20:8448.',
  },
  'a certificate seen at a name whose address was not pasted': {
    web: FILE,
    certificate: sClient('matrix.example.org:443', 'matrix.example.org'),
    exit: 0,
    says: 'Others reach example.org at matrix.example.org:443.',
  },
  'a certificate alone, of nobody knows where': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: PEM,
    exit: 0,
    says: 'Others reach example.org at 192.0.2.20:8448.',
    remarks: ['certificate-not-verified'],
  },
  'a certificate for others': {
    server: 'hs.other.test',
    zone: '$ORIGIN other.test.\nhs A 192.0.2.20',
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'hs.other.test'),
    exit: 1,
    says: 'it is for example.org, *.example.org, not for hs.other.test',
    remarks: ['certificate-for-others'],
    first: 'the certificate is for example.org, *.example.org, and others need one for hs.other.test',
  },
  'a certificate that expired': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'example.org'),
    now: Date.UTC(2037, 0, 1),
    exit: 1,
    says: 'it has expired',
    remarks: ['certificate-not-valid'],
    first: 'the certificate expired on 2036-11-27; renew it',
  },
  'a certificate that signed itself': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'example.org', '18 (self-signed certificate)'),
    exit: 1,
    says: 'it signed itself',
    remarks: ['certificate-not-valid'],
    first: 'the certificate is not trusted: self-signed certificate',
  },
  'a certificate without its intermediate': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'example.org', '21 (unable to verify the first certificate)'),
    exit: 1,
    says: 'its issuer is unknown',
    remarks: ['certificate-not-valid'],
    first: 'let the server send the intermediates, too',
  },
  'a certificate that was asked for with another SNI': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:8448', 'matrix.example.org'),
    exit: 0,
    says: 'what answers there was not pasted',
    remarks: ['certificate-elsewhere'],
    first: 'shown to somebody who sent SNI matrix.example.org, and others send example.org',
  },
  'a certificate of another port': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: sClient('192.0.2.20:443', 'example.org'),
    exit: 0,
    says: 'what answers there was not pasted',
    remarks: ['certificate-elsewhere'],
    first: 'paste the one of 192.0.2.20:8448',
  },
  'a port at which nothing listens': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate: '+ openssl s_client -connect 192.0.2.20:8448 -servername example.org\nconnect:errno=111\n',
    exit: 1,
    says: '192.0.2.20:8448 refuses',
    remarks: ['nothing-answers'],
    first: 'nothing answers at 192.0.2.20:8448: connect:errno=111',
  },
  'a port at which there is no TLS': {
    zone: zone(SRV),
    web: NO_FILE,
    certificate:
      '+ openssl s_client -connect 192.0.2.20:8448 -servername example.org\nCONNECTED(00000003)\n40:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:\n---\nno peer certificate available\n',
    exit: 1,
    says: '192.0.2.20:8448',
    remarks: ['nothing-answers'],
  },
};
