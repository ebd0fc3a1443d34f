/** What each program prints of the well-known file, read into the same answers and failures. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScenarioError } from '../../scenario/index.ts';
import type { WebPaste } from '../paste.ts';
import { readWebPaste } from './read-web-paste.ts';

const FILE = '{"m.server": "fed.hs.test:8449"}';
const URL = 'https://hs.test/.well-known/matrix/server';
const HEAD = 'HTTP/2 200 \ncontent-type: application/json\ncontent-length: 32\n';
const MOVED = 'HTTP/1.1 301 Moved Permanently\nLocation: https://www.hs.test/server\nContent-Length: 0\n';

/** `STATUS → location`, `STATUS body`, `STATUS without body`; a failure as `! kind`. */
function told({ answers, failure }: WebPaste): readonly string[] {
  return [
    ...answers.map(({ status, location, body, withoutBody, bodyAt }) =>
      [
        status,
        ...(location === undefined ? [] : ['→', location]),
        ...(bodyAt ? [`${bodyAt.line}:${bodyAt.column}`, new TextDecoder().decode(body)] : []),
        ...(withoutBody ? ['without body'] : []),
      ].join(' '),
    ),
    ...(failure ? [`! ${failure.kind}`] : []),
  ];
}

const VERBOSE = `* Host hs.test:443 was resolved.
* IPv4: 192.0.2.1
*   Trying 192.0.2.1:443...
* Connected to hs.test (192.0.2.1) port 443
} [5 bytes data]
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
* SSL certificate verify ok.
> GET /.well-known/matrix/server HTTP/2
> Host: hs.test
>
`;

const READ: readonly (readonly [what: string, format: string, text: string, told: readonly string[]])[] = [
  ['the file', 'the file', FILE, [`200 1:1 ${FILE}`]],
  ['the file, indented', 'the file', `    ${FILE}\n`, [`200 1:5 ${FILE}`]],
  ['the file in a fence', 'the file', `\`\`\`json\n${FILE}\n\`\`\``, [`200 2:1 ${FILE}`]],
  ['the file below its command', 'the file', `$ curl ${URL}\n${FILE}\n`, [`200 2:1 ${FILE}`]],
  [
    'the file, fetched with a referrer',
    'the file',
    `$ curl -e https://other.test/ ${URL}\n${FILE}`,
    [`200 2:1 ${FILE}`],
  ],
  ['the file below its command without prompt', 'the file', `curl -s ${URL}\n${FILE}`, [`200 2:1 ${FILE}`]],
  ['the file and a prompt behind it', 'the file', `${FILE}user@box:~$ `, [`200 1:1 ${FILE}`]],
  [
    'the file and the mark of zsh',
    'the file',
    `user@mac ~ % curl ${URL}\n${FILE}%\nuser@mac ~ % `,
    [`200 2:1 ${FILE}`],
  ],
  [
    'the file and a status behind it',
    'the file',
    `$ curl -w '%{http_code}' ${URL}\n${FILE}200\n`,
    [`200 2:1 ${FILE}`],
  ],
  ['the file behind a byte order mark', 'the file', `\ufeff${FILE}`, [`200 1:1 ${FILE}`]],
  ['plain text below its command', 'the file', `$ curl ${URL}\n404 page not found`, ['404 without body']],
  ['a page', 'the file', '<html>\n<body>hello</body></html>', ['200 1:1 <html>\n<body>hello</body></html>']],
  ['curl -i', 'curl -i', `${HEAD}\n${FILE}`, [`200 5:1 ${FILE}`]],
  ['curl -i with CRLF', 'curl -i', `${HEAD}\n${FILE}`.replaceAll('\n', '\r\n'), [`200 5:1 ${FILE}`]],
  ['curl -i, indented', 'curl -i', `${HEAD}\n${FILE}`.replace(/^(?=.)/gm, '  '), [`200 5:3 ${FILE}`]],
  [
    'a redirect from clear text to the address itself',
    'curl -i',
    `$ curl -iL ${URL.replace('https', 'http')}\nHTTP/1.1 301 Moved\nLocation: ${URL}\n\n${HEAD}\n${FILE}`,
    [`200 9:1 ${FILE}`],
  ],
  [
    'the page of nginx for 404',
    'the file',
    '<html>\n<head><title>404 Not Found</title></head>\n</html>',
    ['404 without body'],
  ],
  ['what Cloudflare says for 522', 'the file', `$ curl ${URL}\nerror code: 522`, ['522 without body']],
  ['curl -I', 'curl -i', HEAD, ['200 without body']],
  [
    'curl -I without a length',
    'curl -i',
    `$ curl -sI ${URL}\nHTTP/2 200 \nserver: x\n`,
    ['200 without body'],
  ],
  ['an empty file', 'curl -i', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n', ['200']],
  ['a redirect alone', 'curl -i', MOVED, ['301 → https://www.hs.test/server']],
  [
    'curl -iL',
    'curl -i',
    `${MOVED}\n${HEAD}\n${FILE}`,
    ['301 → https://www.hs.test/server', `200 9:1 ${FILE}`],
  ],
  [
    'curl -iL, a page before the next head in one line',
    'curl -i',
    `HTTP/1.1 302 Found\nLocation: /x\n\n<html>moved</html>${HEAD}\n${FILE}`,
    ['302 → /x 4:1 <html>moved</html>', `200 8:1 ${FILE}`],
  ],
  [
    'what a proxy and early hints say before it',
    'curl -i',
    `HTTP/1.1 200 Connection established\n\nHTTP/2 103 \nlink: </x>\n\n${HEAD}\n${FILE}`,
    [`200 10:1 ${FILE}`],
  ],
  [
    'a redirect to nowhere',
    'curl -i',
    `${MOVED}\ncurl: (6) Could not resolve host: www.hs.test`,
    ['301 → https://www.hs.test/server', '! no-address'],
  ],
  [
    'too many redirects',
    'curl -i',
    `${MOVED}\ncurl: (47) Maximum (50) redirects followed`,
    ['301 → https://www.hs.test/server', '! redirects'],
  ],
  [
    'a redirect and what it leads to, one by one',
    'curl -i',
    `$ curl -i ${URL}\n${MOVED}\n$ curl -i https://www.hs.test/server\n${HEAD}\n${FILE}`,
    ['301 → https://www.hs.test/server', `200 11:1 ${FILE}`],
  ],
  [
    'a head and then the whole',
    'curl -i',
    `$ curl -I ${URL}\n${HEAD}\n$ curl -i ${URL}\n${HEAD}\n${FILE}`,
    [`200 11:1 ${FILE}`],
  ],
  [
    'curl -v',
    'curl -v',
    `${VERBOSE}< HTTP/2 200 \n< content-type: application/json\n< \n{ [32 bytes data]\n${FILE}\n* Connection #0 to host hs.test left intact`,
    [`200 15:1 ${FILE}`],
  ],
  [
    'curl -v, the body and what curl says in one line',
    'curl -v',
    `${VERBOSE}< HTTP/2 200 \n<\n${FILE}* Connection #0 to host hs.test left intact`,
    [`200 13:1 ${FILE}`],
  ],
  [
    'curl -vL into a file, the body at the end',
    'curl -v',
    `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0* Trying
${VERBOSE}< HTTP/1.1 301 Moved\n< Location: /x\n< \n* Ignoring the response-body\n* Issue another request\n${VERBOSE}< HTTP/1.1 200 OK\n< \n100    44  100    44    0     0   5365      0 --:--:-- --:--:-- --:--:--  5500\n${FILE}`,
    ['301 → /x without body', `200 32:1 ${FILE}`],
  ],
  [
    'curl -v that fails',
    'curl -v',
    `* Trying 192.0.2.1:443...\n* connect to 192.0.2.1 port 443 failed: Connection refused\n* Closing connection\ncurl: (7) Failed to connect to hs.test port 443 after 1 ms: Couldn't connect to server`,
    ['! refused'],
  ],
  [
    'curl -sv that fails',
    'curl -v',
    '* Trying 192.0.2.1:443...\n* SSL certificate problem: certificate has expired\n* Closing connection 0',
    ['! certificate'],
  ],
  [
    'HTTPie',
    'curl -i',
    `GET /.well-known/matrix/server HTTP/1.1\nHost: hs.test\n\n\n\n${HEAD}\n${FILE}`,
    [`200 10:1 ${FILE}`],
  ],
  [
    'wget -O-',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nResolving hs.test (hs.test)... 192.0.2.1\nConnecting to hs.test (hs.test)|192.0.2.1|:443... connected.\nHTTP request sent, awaiting response... 200 OK\nLength: 32 [application/json]\nSaving to: ‘STDOUT’\n${FILE}\n     0K                                                       100%  378M=0s\n\n2026-11-30 21:27:33 (378 MB/s) - written to stdout [32/32]\n`,
    [`200 7:1 ${FILE}`],
  ],
  [
    'wget -S, redirected',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nHTTP request sent, awaiting response... \n  HTTP/1.1 301 Moved Permanently\n  Location: https://www.hs.test/server\nLocation: https://www.hs.test/server [following]\n--2026-11-30 21:27:33--  https://www.hs.test/server\nReusing existing connection to hs.test:443.\nHTTP request sent, awaiting response... \n  HTTP/1.1 200 OK\n  Content-Type: application/json\nLength: 32 [application/json]\n\n${FILE}\n`,
    ['301 → https://www.hs.test/server without body', `200 13:1 ${FILE}`],
  ],
  [
    'wget into a file',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nHTTP request sent, awaiting response... 200 OK\nLength: 32 [application/json]\nSaving to: ‘server’\n\nserver              100%[===================>]      32  --.-KB/s    in 0s      \n\n2026-11-30 21:27:33 (1.2 MB/s) - ‘server’ saved [32/32]\n`,
    ['200 without body'],
  ],
  [
    'wget that is told 404',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nHTTP request sent, awaiting response... 404 Not Found\n2026-11-30 21:27:33 ERROR 404: Not Found.\n`,
    ['404 without body'],
  ],
  ['wget -nv', 'the file', `${FILE}2026-11-30 21:28:00 URL:${URL} [32/32] -> "-" [1]`, [`200 1:1 ${FILE}`]],
  [
    'wget that finds nobody',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nResolving hs.test (hs.test)... failed: Name or service not known.\nwget: unable to resolve host address ‘hs.test’`,
    ['! no-address'],
  ],
  [
    'wget that is refused',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nConnecting to hs.test|192.0.2.1|:443... failed: Connection refused.`,
    ['! refused'],
  ],
  [
    'wget that trusts nobody',
    'wget',
    `--2026-11-30 21:27:33--  ${URL}\nConnecting to hs.test|192.0.2.1|:443... connected.\nERROR: cannot verify hs.test's certificate, issued by ‘CN=x’:\n  Issued certificate has expired.\nTo connect to hs.test insecurely, use \`--no-check-certificate'.`,
    ['! certificate'],
  ],
  [
    'Invoke-WebRequest',
    'PowerShell',
    `\nStatusCode        : 200\nStatusDescription : OK\nContent           : ${FILE}\nRawContent        : HTTP/1.1 200 OK\n                    Content-Length: 32\n                    Content-Type: application/json\n\n                    ${FILE}\nForms             : {}\nHeaders           : {[Content-Length, 32]}\nRawContentLength  : 32\n`,
    [`200 4:21 ${FILE}`],
  ],
  [
    'Invoke-WebRequest in a narrow console',
    'PowerShell',
    `StatusCode        : 200\nContent           : {"m.server": "fe\n                    d.hs.test:8449"}\n`,
    [`200 2:21 ${FILE}`],
  ],
  [
    'Invoke-WebRequest that is told 404',
    'PowerShell',
    'Invoke-WebRequest : The remote server returned an error: (404) Not Found.\nAt line:1 char:1\n+ Invoke-WebRequest https://hs.test',
    ['404 without body'],
  ],
  [
    'the same of PowerShell 7',
    'PowerShell',
    'Invoke-WebRequest: Response status code does not indicate success: 404 (Not Found).',
    ['404 without body'],
  ],
  [
    'Invoke-WebRequest that trusts nobody',
    'PowerShell',
    'Invoke-WebRequest : The underlying connection was closed: Could not establish trust relationship for the SSL/TLS \nsecure channel.',
    ['! certificate'],
  ],
  [
    'Invoke-WebRequest that finds nobody',
    'PowerShell',
    "Invoke-WebRequest : The remote name could not be resolved: 'hs.test'",
    ['! no-address'],
  ],
  [
    'HTTPie that is refused',
    'an error message',
    "\nhttp: error: ConnectionError: HTTPSConnectionPool(host='hs.test', port=443): Max retries exceeded (Caused by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
    ['! refused'],
  ],
  [
    'a browser that gets nothing',
    'an error message',
    'This site can’t be reached\nhs.test refused to connect.\nERR_CONNECTION_REFUSED',
    ['! refused'],
  ],
  ['curl -f', 'curl', 'curl: (22) The requested URL returned error: 404', ['404 without body']],
];

for (const [what, format, text, expected] of READ) {
  test(`reads ${what}`, () => {
    const paste = readWebPaste('file', text, 'hs.test');
    assert.deepEqual(told(paste), expected);
    assert.equal(paste.format, format);
  });
}

test('curl follows a 304 with Location, and servers do not', () => {
  const text = `HTTP/1.1 304 Not Modified\nLocation: /x\n\n${HEAD}\n${FILE}`;
  assert.deepEqual(told(readWebPaste('file', text, 'hs.test')), ['304 → /x']);
});

const ERRORS: readonly (readonly [line: string, kind: string])[] = [
  ['curl: (6) Could not resolve host: hs.test', 'no-address'],
  ['curl: (7) Failed to connect to hs.test port 443: Connection refused', 'refused'],
  ["curl: (7) Failed to connect to hs.test port 443 after 12 ms: Couldn't connect to server", 'refused'],
  ["curl: (7) Failed to connect to hs.test port 443 after 130851 ms: Couldn't connect to server", 'silent'],
  ['curl: (7) Failed to connect to hs.test port 443 after 3052 ms: No route to host', 'other'],
  ['curl: (28) Connection timed out after 5001 milliseconds', 'silent'],
  ['curl: (35) error:0A000458:SSL routines::tlsv1 unrecognized name', 'tls'],
  ['curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to hs.test:443', 'reset'],
  ['curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number', 'tls'],
  [
    "curl: (51) SSL: no alternative certificate subject name matches target host name 'hs.test'",
    'certificate',
  ],
  ['curl: (52) Empty reply from server', 'reset'],
  ['curl: (56) Recv failure: Connection reset by peer', 'reset'],
  [
    'curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html\n\ncurl failed to verify the legitimacy of the server and therefore could not\nestablish a secure connection to it.',
    'certificate',
  ],
  ['curl: (60) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)', 'certificate'],
  ['curl: (97) connection to proxy closed', 'other'],
];

for (const [line, kind] of ERRORS) {
  test(`takes ${line.slice(0, 60)} for ${kind}`, () => {
    const { answers, failure } = readWebPaste('file', line, 'hs.test');
    assert.deepEqual(answers, []);
    assert.equal(failure?.kind, kind);
    assert.equal(failure?.printed, line.split('\n')[0]);
  });
}

test('headers are kept as they are written', () => {
  const [answer] = readWebPaste('file', `${HEAD}\n${FILE}`, 'hs.test').answers;
  assert.deepEqual(answer?.headers, { 'content-type': 'application/json', 'content-length': '32' });
});

const CLEAR = URL.replace('https', 'http');

const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  [
    'nothing',
    ' \n\n',
    /^file:1:1: the well-known file is empty; paste what `curl -iL .*, or leave out --well-known/,
  ],
  [
    'a sentence',
    'it works',
    /^file:1:1: "it works" is neither a well-known file nor what a known program prints/,
  ],
  ['no status line', 'HTTP/2 OK\n\n{}', /^file:1:1: "HTTP\/2 OK" is no status line/],
  [
    'DNS records',
    ';; ->>HEADER<<- opcode: QUERY, status: NOERROR',
    /^file:1:1: .*these are DNS records; give them with --zone/,
  ],
  [
    'an object of PowerShell',
    '\nm.server\n--------\nfed.hs.test:8449\n',
    /^file:2:1: .* shows an object here, and not the file; paste what `curl\.exe/,
  ],
  [
    'a file that PowerShell cuts off',
    'StatusCode : 200\nContent    : {"m.server": "fe...',
    /^file:2:14: PowerShell shows only the beginning of the file/,
  ],
  [
    'what wget says in another language',
    `--2026-11-30 21:27:33--  ${URL}\nfoo bar`,
    /^file:2:1: "foo bar" is no line of wget.*LC_ALL=C/,
  ],
  [
    'the page of a redirect',
    `$ curl ${URL}\n<html>\n<head><title>301 Moved Permanently</title></head>\n</html>`,
    /^file:2:1: .* is the page of a redirect \(301\); paste what `curl -iL/,
  ],
  [
    'a record without anything around it',
    'hs.test. 300 IN A 192.0.2.1',
    /^file:1:1: .*these are DNS records; give them with --zone/,
  ],
  [
    'the report of a federation tester',
    '{\n  "WellKnownResult": {\n    "m.server": ""\n  },\n  "DNSResult": {}\n}',
    /^file:1:1: this is the report of a federation tester/,
  ],
  [
    'what another host answers',
    `$ curl https://matrix.hs.test/.well-known/matrix/server\n${FILE}`,
    /^file:1:3: .*matrix\.hs\.test.* is not what others ask for: that is https:\/\/hs\.test\/\.well-known\/matrix\/server; paste what `curl -iL https:\/\/hs/,
  ],
  [
    'what another path answers',
    '$ curl https://hs.test/_matrix/federation/v1/version\n{"server": {}}',
    /^file:1:3: .* is not what others ask for/,
  ],
  ['what comes in clear text', `$ curl ${CLEAR}\n${FILE}`, /^file:1:3: this was asked for in clear text/],
  [
    'what comes in clear text to curl alone',
    `$ curl -i hs.test/.well-known/matrix/server\n${HEAD}\n${FILE}`,
    /^file:1:3: this was asked for in clear text/,
  ],
  ['what comes with any certificate', `$ curl -sk ${URL}\n${FILE}`, /^file:1:3: with -sk curl does not ask/],
  [
    'what comes from another machine',
    `$ curl --resolve hs.test:443:127.0.0.1 ${URL}\n${FILE}`,
    /^file:1:3: with --resolve curl does not ask as others do/,
  ],
  ['two answers', `$ curl ${URL}\n${FILE}\n$ curl ${URL}\n${FILE}`, /^file:4:1: here begins a second answer/],
];

for (const [what, text, says] of REFUSED) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => readWebPaste('file', text, 'hs.test'),
      (error) => error instanceof ScenarioError && says.test(error.message),
    );
  });
}
