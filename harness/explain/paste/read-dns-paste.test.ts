/** What each program prints, read into the same records, questions and outcomes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScenarioError } from '../../scenario/index.ts';
import type { DnsPaste } from '../paste.ts';
import { textOfPaste } from './paste-text.ts';
import { readDnsPaste } from './read-dns-paste.ts';

const read = (text: string): DnsPaste => readDnsPaste('zone', text, 'hs.test');

/** `LINE owner TYPE data` for each record, `? name TYPE outcome` for each question. */
function told(paste: DnsPaste): readonly string[] {
  return [
    ...paste.records.map(({ record: { owner, type, ...data }, at }) =>
      [at.line, owner, type, ...Object.values(data)].join(' '),
    ),
    ...paste.questions.map(
      ({ name, type, outcome }) => `? ${name} ${type} ${'why' in outcome ? outcome.why : outcome.kind}`,
    ),
  ];
}

const FED = '_matrix-fed._tcp.hs.test';

interface Row {
  readonly text: string;
  readonly format: string;
  readonly told: readonly string[];
}

const DIG: Readonly<Record<string, Row>> = {
  'all that dig prints': {
    text: `
; <<>> DiG 9.18.28 <<>> SRV ${FED}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 33549
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 2

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;${FED}.	IN	SRV

;; ANSWER SECTION:
${FED}. 300 IN	SRV	10 5 8449 fed.hs.test.

;; ADDITIONAL SECTION:
fed.hs.test.		300	IN	A	192.0.2.5

;; Query time: 4 msec
;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)
;; WHEN: Mon Nov 30 21:27:13 UTC 2026
;; MSG SIZE  rcvd: 93
`,
    format: 'dig',
    told: [`14 ${FED} SRV 10 5 8449 fed.hs.test`, '17 fed.hs.test A 192.0.2.5', `? ${FED} SRV records`],
  },
  'a name that does not exist': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1
;; QUESTION SECTION:
;${FED}.	IN	SRV
;; AUTHORITY SECTION:
hs.test.	60	IN	SOA	ns.hs.test. admin.hs.test. 1 3600 600 86400 60`,
    format: 'dig',
    told: [`? ${FED} SRV NXDOMAIN`],
  },
  'a type that is not there, and a failure, one after the other': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;hs.test.	IN	AAAA

;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 2
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;fed.hs.test.	IN	A`,
    format: 'dig',
    told: ['? hs.test AAAA NODATA', '? fed.hs.test A SERVFAIL'],
  },
  'a referral, which answers nothing': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; flags: qr rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0
;; QUESTION SECTION:
;hs.test.	IN	A
;; AUTHORITY SECTION:
hs.test. 60 IN NS ns.hoster.test.`,
    format: 'dig',
    told: [],
  },
  'an alias whose end has no address': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;www.hs.test.	IN	A
;; ANSWER SECTION:
www.hs.test. 60 IN CNAME edge.hoster.test.`,
    format: 'dig',
    told: ['6 www.hs.test CNAME edge.hoster.test', '? www.hs.test A records', '? edge.hoster.test A NODATA'],
  },
  'an alias that leads out of the zone of who answers': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;www.hs.test.	IN	A
;; ANSWER SECTION:
www.hs.test. 60 IN CNAME edge.hoster.test.`,
    format: 'dig',
    told: ['6 www.hs.test CNAME edge.hoster.test', '? www.hs.test A records'],
  },
  'a server that does not answer': {
    text: `;; communications error to 192.0.2.53#53: timed out

; <<>> DiG 9.18.28 <<>> @192.0.2.53 ${FED} SRV
; (1 server found)
;; global options: +cmd
;; no servers could be reached`,
    format: 'dig',
    told: [`? ${FED} SRV silence`],
  },
  'the same of an older dig, below its prompt': {
    text: 'user@box:~$ dig hs.test AAAA\n;; connection timed out; no servers could be reached\n',
    format: 'dig',
    told: ['? hs.test AAAA silence'],
  },
  'an attempt that failed before the next succeeded': {
    text: `;; communications error to 192.0.2.53#53: timed out
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;hs.test.	IN	A
;; ANSWER SECTION:
hs.test. 60 IN A 192.0.2.1`,
    format: 'dig',
    told: ['7 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  '+noquestion, with its banner': {
    text: `; <<>> DiG 9.18.28 <<>> +noquestion hs.test AAAA
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0`,
    format: 'dig',
    told: ['? hs.test AAAA NXDOMAIN'],
  },
  'a question for MX at a name that does not exist': {
    text: `;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
;; QUESTION SECTION:
;no.hs.test.	IN	MX`,
    format: 'dig',
    told: ['A', 'AAAA', 'CNAME', 'SRV'].map((type) => `? no.hs.test ${type} NXDOMAIN`),
  },
  '+noall +answer, in capitals': {
    text: 'HS.test.\t\t300\tIN\tA\t192.0.2.1\n_Matrix._TCP.hs.test.\t300 IN SRV 0 0 0 .',
    format: 'a zone file',
    told: ['1 hs.test A 192.0.2.1', '2 _matrix._tcp.hs.test SRV 0 0 0 .'],
  },
  '+short, below its command': {
    text: '$ dig +short www.hs.test\nedge.hoster.test.\n192.0.2.1\n$ dig +short SRV _matrix._tcp.hs.test\n10 0 8448 hs.test.',
    format: 'dig +short',
    told: [
      '2 www.hs.test CNAME edge.hoster.test',
      '3 edge.hoster.test A 192.0.2.1',
      '5 _matrix._tcp.hs.test SRV 10 0 8448 hs.test',
      '? www.hs.test A records',
      '? _matrix._tcp.hs.test SRV records',
    ],
  },
  '+short, with its banner': {
    text: '\n; <<>> DiG 9.18.28 <<>> +short -t AAAA hs.test\n;; global options: +cmd\n2001:db8::1\n',
    format: 'dig +short',
    told: ['4 hs.test AAAA 2001:db8::1', '? hs.test AAAA records'],
  },
  '+short that printed nothing: it does not say why': {
    text: '$ dig +short SRV _matrix-fed._tcp.hs.test\n$ dig +short hs.test\n192.0.2.1\n',
    format: 'dig +short',
    told: ['3 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  '+yaml': {
    text: `- type: MESSAGE
  message:
    type: RECURSIVE_RESPONSE
    response_message_data:
      opcode: QUERY
      status: NOERROR
      flags: qr rd ra
      OPT_PSEUDOSECTION:
        EDNS:
          version: 0
          flags:
      QUESTION_SECTION:
        - '_matrix._tcp.hs.test. IN SRV'
      ANSWER_SECTION:
        - '_matrix._tcp.hs.test. 300 IN SRV 10 5 8448 hs.test.'
- type: MESSAGE
  message:
    response_message_data:
      status: NXDOMAIN
      flags: qr rd ra
      QUESTION_SECTION:
        - no.hs.test. IN A`,
    format: 'dig +yaml',
    told: [
      '15 _matrix._tcp.hs.test SRV 10 5 8448 hs.test',
      '? _matrix._tcp.hs.test SRV records',
      '? no.hs.test A NXDOMAIN',
    ],
  },
  drill: {
    text: `;; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 4938
;; flags: qr aa rd ra ; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0 
;; QUESTION SECTION:
;; hs.test.	IN	A

;; ANSWER SECTION:
hs.test.	300	IN	A	192.0.2.1

;; AUTHORITY SECTION:

;; Query time: 8 msec
;; SERVER: 192.0.2.53
;; MSG SIZE  rcvd: 82`,
    format: 'dig',
    told: ['7 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  'drill without a network': {
    text: '$ drill hs.test AAAA\nError: error sending query: Could not send or receive, because of network error',
    format: 'dig',
    told: ['? hs.test AAAA silence'],
  },
  kdig: {
    text: `;; ->>HEADER<<- opcode: QUERY; status: NXDOMAIN; id: 50605
;; Flags: qr aa rd ra; QUERY: 1; ANSWER: 0; AUTHORITY: 1; ADDITIONAL: 0

;; QUESTION SECTION:
;; hs.test.      		IN	A

;; AUTHORITY SECTION:
test.               	60	IN	SOA	ns.test. hostmaster.test. 1 3600 600 86400 60

;; Received 111 B
;; From 192.0.2.53@53(UDP) in 0.6 ms`,
    format: 'dig',
    told: ['? hs.test A NXDOMAIN'],
  },
};

const OTHERS: Readonly<Record<string, Row>> = {
  host: {
    text: `hs.test has address 192.0.2.1
hs.test has IPv6 address 2001:db8::1
hs.test mail is handled by 10 mail.hs.test.
${FED} has SRV record 10 0 8448 hs.test.
www.hs.test is an alias for edge.hoster.test.
fed.hs.test has no AAAA record
Host no.hs.test not found: 3(NXDOMAIN)`,
    format: 'host',
    told: [
      '1 hs.test A 192.0.2.1',
      '2 hs.test AAAA 2001:db8::1',
      `4 ${FED} SRV 10 0 8448 hs.test`,
      '5 www.hs.test CNAME edge.hoster.test',
      '? fed.hs.test AAAA NODATA',
      ...['A', 'AAAA', 'CNAME', 'SRV'].map((type) => `? no.hs.test ${type} NXDOMAIN`),
    ],
  },
  'host without a type, which asks for both': {
    text: 'root@box:/# host hs.test 192.0.2.53\nUsing domain server:\nName: 192.0.2.53\nAddress: 192.0.2.53#53\nAliases: \n\nhs.test has address 192.0.2.1\nroot@box:/# ',
    format: 'host',
    told: ['7 hs.test A 192.0.2.1', '? hs.test A records', '? hs.test AAAA NODATA'],
  },
  'host that failed': {
    text: `$ host -t SRV ${FED}\nHost ${FED} not found: 2(SERVFAIL)\n$ host -t A hs.test\n;; connection timed out; no servers could be reached`,
    format: 'host',
    told: [`? ${FED} SRV SERVFAIL`, '? hs.test A silence'],
  },
  'nslookup on Linux': {
    text: `Server:		192.0.2.53
Address:	192.0.2.53#53

Non-authoritative answer:
www.hs.test	canonical name = hs.test.
Name:	hs.test
Address: 192.0.2.1
Name:	hs.test
Address: 2001:db8::1
${FED}	service = 10 5 8449 fed.hs.test.

Authoritative answers can be found from:
hs.test	nameserver = ns.hoster.test.
fed.hs.test	internet address = 192.0.2.5
fed.hs.test	has AAAA address 2001:db8::5
`,
    format: 'nslookup',
    told: [
      '5 www.hs.test CNAME hs.test',
      '7 hs.test A 192.0.2.1',
      '9 hs.test AAAA 2001:db8::1',
      `10 ${FED} SRV 10 5 8449 fed.hs.test`,
      '14 fed.hs.test A 192.0.2.5',
      '15 fed.hs.test AAAA 2001:db8::5',
    ],
  },
  'nslookup that found nothing': {
    text: `$ nslookup -type=AAAA hs.test
Server:		192.0.2.53
Address:	192.0.2.53#53

*** Can't find hs.test: No answer

$ nslookup -q=srv ${FED}
Server:		192.0.2.53
Address:	192.0.2.53#53

** server can't find ${FED}: SERVFAIL
`,
    format: 'nslookup',
    told: ['? hs.test AAAA NODATA', `? ${FED} SRV SERVFAIL`],
  },
  'a session of nslookup': {
    text: `C:\\>nslookup
Default Server:  UnKnown
Address:  192.0.2.53

> set type=SRV
> ${FED}
Server:  UnKnown
Address:  192.0.2.53

${FED}     SRV service location:
          priority       = 30
          weight         = 10
          port           = 8448
          svr hostname   = fed.hs.test
hs.test      nameserver = ns.hs.test
fed.hs.test  internet address = 192.0.2.14
> _matrix._tcp.hs.test
*** UnKnown can't find _matrix._tcp.hs.test: Query refused
> exit`,
    format: 'nslookup',
    told: [
      `10 ${FED} SRV 30 10 8448 fed.hs.test`,
      '16 fed.hs.test A 192.0.2.14',
      '? _matrix._tcp.hs.test SRV REFUSED',
    ],
  },
  'nslookup on Windows': {
    text: `C:\\Users\\me>nslookup www.hs.test
Server:  fritz.box
Address:  192.0.2.53

Non-authoritative answer:
Name:    hs.test
Addresses:  2001:db8::1
          192.0.2.1
Aliases:  www.hs.test
`,
    format: 'nslookup',
    told: ['7 hs.test AAAA 2001:db8::1', '8 hs.test A 192.0.2.1', '9 www.hs.test CNAME hs.test'],
  },
  'nslookup in German': {
    text: `C:\\>nslookup -type=SRV _matrix._tcp.hs.test
Server:  fritz.box
Address:  192.0.2.53

*** fritz.box wurde _matrix._tcp.hs.test nicht gefunden: Non-existent domain.

C:\\>nslookup hs.test
Server:  fritz.box
Address:  192.0.2.53

Nicht autorisierende Antwort:
Name:    hs.test
Address:  192.0.2.1
`,
    format: 'nslookup',
    told: [
      '13 hs.test A 192.0.2.1',
      ...['A', 'AAAA', 'CNAME', 'SRV'].map((type) => `? _matrix._tcp.hs.test ${type} NXDOMAIN`),
    ],
  },
  'nslookup in French': {
    text: `Serveur :   box.lan
Address:  192.0.2.53

Réponse ne faisant pas autorité :
Nom :    hs.test
Address:  192.0.2.1
`,
    format: 'nslookup',
    told: ['6 hs.test A 192.0.2.1'],
  },
  'nslookup that shows the zone in place of an answer': {
    text: `C:\\>nslookup -type=SRV _matrix._tcp.hs.test
Server:  fritz.box
Address:  192.0.2.53

hs.test
        primary name server = ns.hoster.test
        responsible mail addr = admin.hoster.test
        serial  = 2048
        refresh = 10000 (2 hours 46 mins 40 secs)
        retry   = 2400 (40 mins)
        expire  = 604800 (7 days)
        default TTL = 3600 (1 hour)`,
    format: 'nslookup',
    told: ['? _matrix._tcp.hs.test SRV NODATA'],
  },
  'nslookup to which nobody answers': {
    text: `C:\\>nslookup -type=SRV ${FED} 192.0.2.53
DNS request timed out.
    timeout was 2 seconds.
Server:  UnKnown
Address:  192.0.2.53

DNS request timed out.
    timeout was 2 seconds.
*** Request to UnKnown timed-out`,
    format: 'nslookup',
    told: [`? ${FED} SRV silence`],
  },
  'PowerShell: tables and lists': {
    text: `PS C:\\Users\\me> Resolve-DnsName ${FED} -Type SRV

Name                                     Type   TTL   Section    NameTarget                     Priority Weight Port
----                                     ----   ---   -------    ----------                     -------- ------ ----
${FED}                 SRV    3600  Answer     fed.hs.test                    10       5      8449

Name       : fed.hs.test
QueryType  : A
TTL        : 3600
Section    : Additional
IP4Address : 192.0.2.5

PS C:\\Users\\me> Resolve-DnsName www.hs.test

Name                           Type   TTL   Section    NameHost
----                           ----   ---   -------    --------
www.hs.test                    CNAME  300   Answer     hs.test

Name       : hs.test
QueryType  : AAAA
TTL        : 300
Section    : Answer
IP6Address : 2001:db8::1
`,
    format: 'PowerShell',
    told: [
      `5 ${FED} SRV 10 5 8449 fed.hs.test`,
      '7 fed.hs.test A 192.0.2.5',
      '17 www.hs.test CNAME hs.test',
      '19 hs.test AAAA 2001:db8::1',
    ],
  },
  'PowerShell that found nothing': {
    text: `PS C:\\> Resolve-DnsName _matrix._tcp.hs.test -Type SRV
Resolve-DnsName : _matrix._tcp.hs.test : DNS name does not exist
At line:1 char:1
+ Resolve-DnsName _matrix._tcp.hs.test -Type SRV
+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : ResourceUnavailable: (_matrix._tcp.hs.test:String) [Resolve-DnsName], Win32Exception
    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName

PS C:\\> Resolve-DnsName hs.test -Type AAAA

Name                        Type TTL   Section    PrimaryServer               NameAdministrator           SerialNumber
----                        ---- ---   -------    -------------               -----------------           ------------
hs.test                     SOA  900   Authority  ns.hoster.test              admin.hoster.test           2048
`,
    format: 'PowerShell',
    told: [
      ...['A', 'AAAA', 'CNAME', 'SRV'].map((type) => `? _matrix._tcp.hs.test ${type} NXDOMAIN`),
      '? hs.test AAAA NODATA',
    ],
  },
  'PowerShell in German, without its command line': {
    text: `Resolve-DnsName : ${FED} : DNS-Serverfehler
In Zeile:1 Zeichen:1
+ Resolve-DnsName ${FED} -Type SRV
+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : ResourceUnavailable: (${FED}:String) [Resolve-DnsName], Win32Exception
    + FullyQualifiedErrorId : DNS_ERROR_RCODE_SERVER_FAILURE,Microsoft.DnsClient.Commands.ResolveDnsName`,
    format: 'PowerShell',
    told: [`? ${FED} SRV SERVFAIL`],
  },
  'resolvectl service': {
    text: `$ resolvectl service _matrix-fed._tcp hs.test
_matrix-fed._tcp/hs.test: fed.hs.test:8449 [priority=10, weight=5]
                          192.0.2.5                                -- link: eth0
                          edge.hs.test:8450 [priority=20, weight=0]
                          2001:db8::6
                          (real.hs.test)

-- Information acquired via protocol DNS in 24.2ms.`,
    format: 'resolvectl',
    told: [
      `2 ${FED} SRV 10 5 8449 fed.hs.test`,
      '3 fed.hs.test A 192.0.2.5',
      `4 ${FED} SRV 20 0 8450 edge.hs.test`,
      '5 real.hs.test AAAA 2001:db8::6',
      '6 edge.hs.test CNAME real.hs.test',
    ],
  },
  'dig +short +identify': {
    text: `$ dig +short +identify SRV ${FED}\n10 5 8449 fed.hs.test. from server 192.0.2.53 in 12 ms.`,
    format: 'dig +short',
    told: [`2 ${FED} SRV 10 5 8449 fed.hs.test`, `? ${FED} SRV records`],
  },
  'the programming interface of Cloudflare': {
    text: `$ curl https://api.cloudflare.com/client/v4/zones/1/dns_records
{"result": [
  {"name": "hs.test", "type": "A", "content": "192.0.2.1", "proxied": true, "ttl": 1},
  {"name": "${FED}", "type": "SRV", "content": "5\\t8449\\tfed.hs.test", "priority": 10, "proxied": false}
]}`,
    format: 'Cloudflare',
    told: ['2 hs.test A 192.0.2.1', `2 ${FED} SRV 10 5 8449 fed.hs.test`],
  },
  'DNS over HTTPS below its command': {
    text: '$ curl -s "https://dns.google/resolve?name=hs.test&type=A"\n{"Status": 0, "Question": [{"name": "hs.test.", "type": 1}], "Answer": [{"name": "hs.test.", "type": 1, "data": "192.0.2.1"}]}',
    format: 'DNS as JSON',
    told: ['2 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  'dig, with lines left out before and behind': {
    text: `...
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
[...]
;; flags: qr rd ra; QUERY: 1
;; QUESTION SECTION:
;hs.test. IN A

;; ANSWER SECTION:
hs.test. 300 IN A 192.0.2.1

[snip]`,
    format: 'dig',
    told: ['9 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  resolvectl: {
    text: `$ resolvectl query --type=SRV ${FED}
${FED} IN SRV 10 5 8449 fed.hs.test     -- link: eth0

-- Information acquired via protocol DNS in 24.2ms.
-- Data is authenticated: no; Data was acquired via local or encrypted transport: no
-- Data from: network
$ resolvectl query www.hs.test
www.hs.test: 192.0.2.1                  -- link: eth0
             192.0.2.2                  -- link: eth0
             (edge.hoster.test)

-- Information acquired via protocol DNS in 1.1ms.
$ resolvectl query -t AAAA hs.test
hs.test: resolve call failed: 'hs.test' does not have any RR of the requested type
$ resolvectl query no.hs.test
no.hs.test: resolve call failed: 'no.hs.test' not found`,
    format: 'resolvectl',
    told: [
      `2 ${FED} SRV 10 5 8449 fed.hs.test`,
      '8 edge.hoster.test A 192.0.2.1',
      '9 edge.hoster.test A 192.0.2.2',
      '10 www.hs.test CNAME edge.hoster.test',
      '? www.hs.test A records',
      '? www.hs.test AAAA NODATA',
      '? hs.test AAAA NODATA',
      ...['A', 'AAAA', 'CNAME', 'SRV'].map((type) => `? no.hs.test ${type} NXDOMAIN`),
    ],
  },
  'DNS over HTTPS, two answers': {
    text: `{"Status":0,"TC":false,"RD":true,"RA":true,"Question":[{"name":"${FED}.","type":33}],"Answer":[{"name":"${FED}.","type":33,"TTL":300,"data":"10 5 8449 fed.hs.test."}]}
{
  "Status": 3,
  "RA": true,
  "Question": [{ "name": "no.hs.test", "type": "A" }],
  "Authority": [{ "name": "hs.test", "type": 6, "TTL": 60, "data": "ns.hs.test. admin.hs.test. 1 2 3 4 5" }]
}`,
    format: 'DNS as JSON',
    told: [`1 ${FED} SRV 10 5 8449 fed.hs.test`, `? ${FED} SRV records`, '? no.hs.test A NXDOMAIN'],
  },
  'kdig +json': {
    text: `{
  "RA": 1,
  "RCODE": 0,
  "QNAME": "hs.test.",
  "QTYPE": 1,
  "QTYPEname": "A",
  "answerRRs": [
    { "NAME": "hs.test.", "TYPE": 1, "TYPEname": "A", "TTL": 300, "rdataA": "192.0.2.1" }
  ]
}`,
    format: 'DNS as JSON',
    told: ['1 hs.test A 192.0.2.1', '? hs.test A records'],
  },
  'the table of a hoster': {
    text: `Type\tName\tContent\tPriority\tTTL
A\t@\t192.0.2.1\t\t3600
CNAME\twww\ths.test\t\tAuto
SRV\t_matrix-fed._tcp\t5 8449 fed.hs.test\t10\t1h
MX\ths.test\tmail.hs.test\t10\tAuto`,
    format: 'the table of a hoster',
    told: ['2 hs.test A 192.0.2.1', '3 www.hs.test CNAME hs.test', `4 ${FED} SRV 10 5 8449 fed.hs.test`],
  },
};

for (const [what, row] of Object.entries({ ...DIG, ...OTHERS })) {
  test(`reads ${what}`, () => {
    const paste = read(row.text);
    assert.deepEqual(told(paste), row.told);
    assert.equal(paste.format, row.format);
  });
}

/** How one and the same lines come out of mails, pages and terminals. */
const LINES = ['hs.test. 300 IN A 192.0.2.1', `${FED}. 300 IN SRV 10 0 8448 hs.test.`];
const WRAPPED: Readonly<Record<string, string>> = {
  'as they are': LINES.join('\n'),
  'with a byte order mark, and CRLF': `\ufeff${LINES.join('\r\n')}\r\n`,
  'in UTF-16, little end first': textOfPaste(Buffer.from(`\ufeff${LINES.join('\r\n')}`, 'utf16le')),
  'in UTF-16, big end first': textOfPaste(Buffer.from(`\ufeff${LINES.join('\r\n')}`, 'utf16le').swap16()),
  'in UTF-16 without its mark': textOfPaste(Buffer.from(LINES.join('\r\n'), 'utf16le')),
  indented: LINES.map((line) => `    ${line}`).join('\n'),
  'in a fence': ['```', ...LINES, '```'].join('\n'),
  'in a fence in a list': ['  ```dns', ...LINES.map((line) => `  ${line}`), '  ```'].join('\n'),
  quoted: LINES.map((line) => `> ${line}`).join('\n'),
  'quoted twice': LINES.map((line) => `> > ${line}`).join('\n'),
  'below a prompt, and above one': ['user@box:~$ cat zone', ...LINES, 'user@box:~$ '].join('\n'),
  'below a prompt of root': ['# dig +noall +answer hs.test', ...LINES].join('\n'),
  'below a command without its prompt': ['dig +noall +answer hs.test', ...LINES].join('\n'),
  'with hard blanks': LINES.join('\n').replaceAll(' ', '\u00a0'),
  coloured: LINES.map((line) => `\u001b[1m${line}\u001b[0m`).join('\n'),
};

for (const [what, text] of Object.entries(WRAPPED)) {
  test(`reads lines ${what}`, () => {
    assert.deepEqual(
      told(read(text)).map((line) => line.replace(/^\d+ /, '')),
      ['hs.test A 192.0.2.1', `${FED} SRV 10 0 8448 hs.test`],
    );
  });
}

test('what several programs printed is cut at prompts and fences', () => {
  const paste = read(
    [
      '$ host -t A hs.test',
      'hs.test has address 192.0.2.1',
      '$ curl -sS https://hs.test/.well-known/matrix/server',
      '{"m.server": "fed.hs.test"}',
      '$ dig +short AAAA hs.test',
      '2001:db8::1',
      '$ exit',
      '```',
      'fed.hs.test. 60 IN A 192.0.2.5',
      '```',
    ].join('\n'),
  );
  assert.equal(paste.format, 'host, dig +short, a zone file');
  assert.deepEqual(told(paste), [
    '2 hs.test A 192.0.2.1',
    '6 hs.test AAAA 2001:db8::1',
    '9 fed.hs.test A 192.0.2.5',
    '? hs.test AAAA records',
  ]);
});

const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['nothing', ' \n', /^zone:1:1: there is nothing in this; dig prints nothing with \+short/],
  [
    'a sentence',
    'I have no records',
    /^zone:1:1: "I have no records" is not understood as DNS records; paste a zone file/,
  ],
  [
    '+short without its command',
    '192.0.2.1',
    /^zone:1:1: "192\.0\.2\.1" does not say whose it is; paste what dig prints without \+short/,
  ],
  [
    '+short of two questions',
    '$ dig +short a.test b.test\n192.0.2.1',
    /^zone:2:1: this is what dig \+short printed for several questions/,
  ],
  [
    '+short of two commands',
    '$ dig +short a.test; dig +short b.test\n192.0.2.1',
    /^zone:2:1: .*several questions/,
  ],
  [
    '+short of another type',
    '$ dig +short SRV a.test\n192.0.2.1',
    /^zone:2:1: "192\.0\.2\.1" is no SRV record/,
  ],
  [
    'a failure without its question',
    ';; connection timed out; no servers could be reached',
    /^zone:1:1: .*does not say what was asked; paste the command line/,
  ],
  [
    'a failed transfer',
    '; <<>> DiG 9.18.1 <<>> axfr hs.test\n;; global options: +cmd\n; Transfer failed.\n;; QUESTION SECTION:',
    /^zone:3:1: the zone was not transferred/,
  ],
  [
    'another program among what dig prints',
    ';; QUESTION SECTION:\n;a.test. IN A\n;; ANSWER SECTION:\na.test. 1 IN A 192.0.2.1\na.test has address 192.0.2.1',
    /^zone:5:1: .* is no line of dig, as which this is read/,
  ],
  [
    'a line that host does not print',
    'a.test has address 192.0.2.1\nhello',
    /^zone:2:1: "hello" is no line of host/,
  ],
  [
    'no answer of an unknown type',
    "*** Can't find hs.test: No answer",
    /^zone:1:1: .*does not say what was asked/,
  ],
  [
    'an SRV record that is cut off',
    'a.test SRV service location:\n   priority = 1',
    /^zone:1:1: this SRV record is cut off/,
  ],
  [
    'a table of PowerShell that is cut off',
    'Name  Type TTL Section NameTarget Priority Weight Port\n----  ---- --- ------- ---------- -------- ------ ----\n_ma... SRV 1 Answer h 1 2 3',
    /^zone:3:1: .*paste it once more with ` \| Format-List`/,
  ],
  [
    'Route 53 as text',
    'RESOURCERECORDSETS\ths.test.\t300\tA\nRESOURCERECORDS\t192.0.2.1',
    /^zone:1:1: .*Route 53, and not as JSON; paste what `aws .* --output json` prints/,
  ],
  [
    'Route 53 as a table',
    '-----\n|  ListResourceRecordSets  |\n+----+',
    /^zone:1:1: .*Route 53, and not as JSON/,
  ],
  ['Route 53 as YAML', 'ResourceRecordSets:\n- Name: hs.test.', /^zone:1:1: .*Route 53, and not as JSON/],
  [
    'JSON of another hoster',
    '{"domain_records":[{"type":"A","name":"@","data":"192.0.2.1"}]}',
    /^zone:1:1: .*programming interface; export the zone as a file/,
  ],
  ['a web page', '<!DOCTYPE html>\n<html></html>', /^zone:1:1: .*this is a web page; copy the table/],
  [
    'a certificate',
    '-----BEGIN CERTIFICATE-----\nMIIB',
    /^zone:1:1: .*give a certificate with --certificate/,
  ],
  ['settings', 'server_name: "hs.test"', /^zone:1:1: .*settings of a homeserver; paste what `dig/],
  [
    'the report of a federation tester',
    '{\n  "WellKnownResult": {\n  },\n  "DNSResult": {}\n}',
    /^zone:1:1: this is the report of a federation tester/,
  ],
  [
    'an answer of dig in which something is left out',
    ';; ANSWER SECTION:\nhs.test. 300 IN A 192.0.2.1\n[...]',
    /^zone:3:1: something is left out here, and it may be records; paste all/,
  ],
  [
    'lines in which something is left out',
    'hs.test has address 192.0.2.1\n...',
    /^zone:2:1: something is left out here/,
  ],
  [
    'an address with more behind it',
    'hs.test. 300 IN A 192.0.2.1 192.0.2.2',
    /^zone:1:17: A takes one IPv4 address, and here come 2 words; such as: 192\.0\.2\.1/,
  ],
  ['JSON without end', '{"Status": 0, "Question": [', /^zone:1:1: this JSON has no end/],
  ['damaged JSON', '{"Status": 0,, "Question": []}', /^zone:1:1: this JSON is damaged/],
  [
    'an answer of a web server',
    'HTTP/2 200\r\n\r\n{}',
    /^zone:1:1: .*this is an answer of a web server; give it with --well-known/,
  ],
  [
    'a table whose SRV has two numbers',
    'Type  Name  Value\nSRV  _matrix._tcp  8448 hs.test',
    /^zone:2:1: priority, weight, port and target of this SRV record cannot be told apart/,
  ],
];

for (const [what, text, says] of REFUSED) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => read(text),
      (error) => error instanceof ScenarioError && says.test(error.message),
    );
  });
}
