import { visible } from '../base/index.ts';
import { type Connection, type HttpEvent, sniText } from '../evidence/index.ts';
import type { ExpectedConnection, ListenerId } from '../model/index.ts';
import { expectedSni, listenerId, listenerOf, splitHostPort, steady } from '../model/index.ts';
import { type Invalidity, inSpiteOf, invalidity } from './certificate.ts';
import { federationRequests } from './federation-request.ts';
import type { Field } from './field.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';
import { compareHost } from './host-header.ts';
import { levelOfClause } from './level.ts';
import { brokenClause } from './paths/broken-clause.ts';
import { clauseOfName } from './paths/invalid-file.ts';
import { rightPlaces } from './paths/path.ts';
import { judgeSignature } from './signature.ts';
import { connectionsByNumber, USED_AGAIN, usedAgain } from './used-again.ts';

/** What may be seen on the wire: what the author expects, or one of the readings that are tolerated. */
export interface Wanted {
  readonly connect: readonly ExpectedConnection[];
  readonly refuse: boolean;
}

export interface Deeds {
  readonly requests: readonly HttpEvent[];
  /** Everything that is wrong with the requests that came. */
  readonly findings: readonly Finding[];
  /** Expected connections over which no request came. */
  readonly missing: readonly ExpectedConnection[];
}

export function judgeDeeds(evidence: Evidence, wanted: Wanted): Deeds {
  const { case: c, events } = evidence;
  const requests = federationRequests(c, events);
  const byNumber = connectionsByNumber(events);
  const isUsedAgain = usedAgain(evidence, byNumber);
  // One that is like another is judged like it: somebody in a loop sends the same thousands of times.
  const known = new Map<string, readonly Finding[]>();
  const findings = requests.flatMap((request) => {
    const connection = byNumber.get(request.connection);
    const key = likenessOf(request, connection);
    const found = known.get(key) ?? judgeRequest(evidence, wanted, request, connection);
    known.set(key, found);
    const reused = isUsedAgain(request);
    return found.map((finding) => ({
      event: shownBy(finding, request, connection),
      ...(reused && LED_BY_CONNECTION.has(finding.field) ? overUsedConnection(finding) : finding),
    }));
  });
  const reached = new Set(requests.map(listenerId));
  const missing = wanted.connect.filter(({ to }) => !to.some((listener) => reached.has(listener)));
  return { requests, findings, missing };
}

/** What may come of the connection, and not of where the request was meant to go. */
const LED_BY_CONNECTION: ReadonlySet<Field> = new Set(['to', 'refuse', 'sni', 'cert']);

function overUsedConnection(finding: Finding): Finding {
  const text = `${finding.text}${USED_AGAIN}`;
  const { field, clause, atMost } = finding;
  if (field === 'cert' || clause === undefined) return { ...finding, again: true, text };
  // T-15: to use it again was the mistake, which weighs no more than what came of it.
  return { ...finding, again: true, text, clause: 'T-15', atMost: atMost ?? levelOfClause(clause) };
}

/** All that is judged of a request, and of the connection that it came over. */
function likenessOf(request: HttpEvent, connection: Connection | undefined): string {
  const { method, hostHeader, xMatrix } = request;
  const { sni, presented } = connection ?? {};
  // Two kinds of nothing: no ClientHello, and one without SNI.
  return JSON.stringify([
    listenerId(request),
    method,
    hostHeader,
    xMatrix,
    sni === undefined,
    sni,
    presented,
  ]);
}

/** `n` of the event that shows it: SNI stands in the ClientHello, everything else in the request. */
function shownBy({ field }: Finding, request: HttpEvent, connection: Connection | undefined): number {
  return (field === 'sni' ? connection?.hello : undefined) ?? request.n;
}

/** A request that came to the right listener meant this connection, whatever else is wrong with it. */
function isMeant(expected: ExpectedConnection, request: HttpEvent): boolean {
  return expected.to.includes(listenerId(request));
}

/** Several names may share a listener: the one that the Host names is the one that was meant. */
export function meantBy(
  request: HttpEvent,
  connect: readonly ExpectedConnection[],
): ExpectedConnection | undefined {
  const there = connect.filter((expected) => isMeant(expected, request));
  return there.find((one) => compareHost(one.host, request.hostHeader) !== 'different') ?? there[0];
}

function judgeRequest(
  evidence: Evidence,
  wanted: Wanted,
  request: HttpEvent,
  connection: Connection | undefined,
): Finding[] {
  const expected = meantBy(request, wanted.connect);
  return expected
    ? [
        ...judgeHost(evidence, expected, request),
        ...judgeConnection(evidence, expected, request, connection),
        ...judgeSignature(evidence, expected, request),
      ]
    : [misplaced(evidence, wanted, request, connection)];
}

function misplaced(
  evidence: Evidence,
  wanted: Wanted,
  request: HttpEvent,
  connection: Connection | undefined,
): Finding {
  const { case: c, outcome } = evidence;
  const what = `${request.method} request with Host ${hostOf(evidence, request)}`;
  if (wanted.connect.length > 0) {
    return {
      grade: 'fail',
      field: 'to',
      ...brokenClause(evidence, { id: listenerId(request), host: request.hostHeader }),
      text: `sent a ${what} to ${listenerId(request)}, where none belongs: ${listeners(wanted.connect)} was expected`,
    };
  }
  // At the right place the certificate forbids it, whatever SNI it was shown for. Elsewhere the mistake is to have come at all.
  const isRight = rightPlaces(c, outcome).includes(listenerId(request));
  const target = isRight ? outcome.target?.cert : undefined;
  const flaw = target && connection && invalidity(connection, listenerOf(c, listenerId(request)), target);
  if (target && flaw) {
    return acceptedCertificate(evidence, request, flaw, target);
  }
  return {
    grade: 'fail',
    field: 'refuse',
    ...brokenClause(evidence, { id: listenerId(request), host: request.hostHeader }),
    text: `sent a ${what} to ${listenerId(request)}, where none may be sent at all`,
  };
}

function judgeHost(evidence: Evidence, expected: ExpectedConnection, request: HttpEvent): Finding[] {
  const [wanted, seen] = [steady(evidence.case, expected.host), hostOf(evidence, request)];
  const base = { field: 'host', clause: evidence.outcome.clauses.host } as const;
  switch (compareHost(expected.host, request.hostHeader)) {
    case 'same':
      return [];
    case 'default-port':
      return [
        {
          ...base,
          grade: 'lenient',
          text: `Host was ${seen} for ${wanted}: port 443 may be left out or added`,
        },
      ];
    case 'spelling':
      return [
        {
          ...base,
          grade: 'noted',
          text: `Host was ${seen} for ${wanted}: the same address in another spelling`,
        },
      ];
    case 'different':
      return [
        {
          ...base,
          clause: clauseOfName(evidence, nameIn(request.hostHeader), base.clause),
          grade: 'fail',
          text: `Host was ${seen} instead of ${wanted} at ${listenerId(request)}`,
        },
      ];
  }
}

function judgeConnection(
  evidence: Evidence,
  expected: ExpectedConnection,
  request: HttpEvent,
  connection: Connection | undefined,
): Finding[] {
  const { case: c, outcome } = evidence;
  const findings: Finding[] = [];
  const listener = listenerOf(c, listenerId(request));
  const flaw = connection && invalidity(connection, listener, expected.cert);
  // What the author expects to be accepted is accepted: only a listener that chooses by SNI can show something worse.
  const authored = listener?.cert?.kind === 'one' && flaw !== 'other-name' && flaw !== 'clear-text';
  if (flaw && !authored) {
    findings.push(acceptedCertificate(evidence, request, flaw, expected.cert));
  }
  const wanted = expectedSni(expected);
  const sni = connection?.sni;
  if (sni !== undefined && sni?.toLowerCase() !== wanted?.toLowerCase()) {
    const text = `SNI was ${shownSni(evidence, sni)} instead of ${shownSni(evidence, wanted)} at ${listenerId(request)}`;
    const clause = clauseOfName(evidence, sni, outcome.clauses.sni);
    findings.push({ grade: 'fail', field: 'sni', clause, text });
  }
  return findings;
}

function acceptedCertificate(
  { case: c, outcome }: Evidence,
  request: HttpEvent,
  flaw: Invalidity,
  wanted: string,
): Finding {
  const [at, name] = [listenerId(request), steady(c, wanted)];
  return {
    grade: 'fail',
    field: 'cert',
    clause: flaw === 'clear-text' ? 'D-9' : outcome.clauses.cert,
    text: `sent its request to ${at} ${inSpiteOf(flaw, name)}`,
    detail:
      flaw === 'clear-text'
        ? { kind: 'sent-in-clear-text', at }
        : { kind: 'accepted-certificate', at, flaw, name },
  };
}

const nameIn = (host: string | null) => (host === null ? null : splitHostPort(host).host);

export function listeners(wanted: readonly { readonly to: readonly ListenerId[] }[]): string {
  return wanted.map((expected) => expected.to.join(' or ')).join(', ');
}

export const hostOf = (evidence: Evidence, request: HttpEvent): string =>
  request.hostHeader === null ? '(none)' : steady(evidence.case, visible(request.hostHeader));

const shownSni = (evidence: Evidence, sni: string | null) =>
  sni === null ? 'absent' : steady(evidence.case, sniText(sni));
