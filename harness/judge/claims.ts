import { visible } from '../base/index.ts';
import type { Claim, ClaimedTarget } from '../evidence/index.ts';
import type { ExpectedConnection, ListenerId } from '../model/index.ts';
import {
  canonical,
  getsAsFarAs,
  helloAnswer,
  hostsOf,
  isSrvService,
  listenerId,
  listenerOf,
  sameHost,
  sniFor,
  splitHostPort,
  srvRecordsOf,
  steady,
  whereaboutsIn,
} from '../model/index.ts';
import { listeners, type Wanted } from './deeds.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';
import { compareHost } from './host-header.ts';
import { brokenClause } from './paths/broken-clause.ts';
import { certificateTraps } from './paths/certificate-trap.ts';
import { clauseOfName } from './paths/invalid-file.ts';
import { pathsOf, rightPaths, rightPlaces } from './paths/path.ts';

export interface ClaimJudgement {
  readonly findings: readonly Finding[];
  /** Why nothing would be proved, if nothing was wrong. */
  readonly unproved?: string;
  /** The target that decided, for the divergence. */
  readonly decisive?: ClaimedTarget;
}

/** For an implementation that only says where it would go: judged on the fields it names, and on nothing else. */
export function judgeClaim(evidence: Evidence, wanted: Wanted, claim: Claim): ClaimJudgement {
  if (claim.kind === 'failed') return judgeFailure(evidence, wanted);
  const decisive = decisiveTarget(evidence, claim.targets);
  if (!decisive) return { findings: [], unproved: 'it names no target, so where it would go is not known' };
  if (wanted.connect.length === 0) return { ...judgeTargetOfNone(evidence, decisive), decisive };
  const unproved = deadButRight(evidence, decisive) ?? addresslessButRight(evidence, decisive);
  if (unproved) return { findings: [], unproved, decisive };
  const judgements = wanted.connect.map((expected) => judgeTarget(evidence, expected, decisive));
  const [best] = judgements.sort((a, b) => fails(a) - fails(b));
  return { ...(best ?? { findings: [] }), decisive };
}

const fails = (j: ClaimJudgement) => j.findings.filter((f) => f.grade === 'fail').length;

function judgeFailure(evidence: Evidence, wanted: Wanted): ClaimJudgement {
  if (wanted.connect.length === 0) {
    const aboutCertificates = certificateTraps(evidence.case, evidence.outcome).length > 0;
    return { findings: [], ...(aboutCertificates ? { unproved: CERTIFICATE } : {}) };
  }
  const text = `says that discovery failed, where ${listeners(wanted.connect)} was expected`;
  return { findings: [{ grade: 'fail', field: 'to', absent: true, ...brokenClause(evidence), text }] };
}

/**
 * All candidates may be listed: the first one that could be connected to is where its user would end up. Nobody is held
 * to a candidate that only stands behind a better one.
 */
function decisiveTarget(evidence: Evidence, targets: readonly ClaimedTarget[]): ClaimedTarget | undefined {
  return targets.find((target) => isReachable(evidence, target)) ?? targets[0];
}

/** The algorithm leads there too, and nobody is there: what comes next (V-8, N-3) only a connection shows. */
function deadButRight(evidence: Evidence, target: ClaimedTarget): string | undefined {
  const { case: c, outcome } = evidence;
  const dead = placesOf(evidence, target)?.filter((id) => !isLive(evidence, id, target)) ?? [];
  const right = rightPlaces(c, outcome);
  if (isReachable(evidence, target) || !dead.some((id) => right.includes(id))) return undefined;
  return `what it does when ${dead.join(' or ')} cannot be reached is shown by connecting, which it does not do`;
}

/** The same of a record whose target has no address (V-8, AMB-11): it was named rightly, and led nowhere. */
function addresslessButRight(
  { case: c, outcome }: Evidence,
  { address: at, name, port }: ClaimedTarget,
): string | undefined {
  const whereabouts = whereaboutsIn(c);
  if (at !== undefined || name === undefined || whereabouts.hostsOf(name).length > 0) return undefined;
  const paths = rightPaths(outcome, pathsOf(c, outcome));
  const records = paths.flatMap(({ means, name: owner }) =>
    isSrvService(means) ? srvRecordsOf(whereabouts, means, owner) : [],
  );
  const same = records.some((record) => record.port === port && canonical(record.target) === canonical(name));
  const what = steady(c, visible(name));
  return same
    ? `what it does when ${what} has no address is shown by connecting, which it does not do`
    : undefined;
}

function isReachable(evidence: Evidence, target: ClaimedTarget): boolean {
  return placesOf(evidence, target)?.some((id) => isLive(evidence, id, target)) ?? true;
}

/**
 * A connection there gets as far as TLS or, in clear text, HTTP: with the SNI of the name that the target says the certificate
 * is for, and where it says none, of the one that it has to be for.
 */
function isLive({ case: c, outcome }: Evidence, id: ListenerId, { tls_name: named }: ClaimedTarget): boolean {
  const listener = listenerOf(c, id);
  if (listener === undefined || !getsAsFarAs('http', listener.fault)) return false;
  const sni = named === undefined ? (outcome.target?.sni ?? null) : sniFor(named);
  const answer = helloAnswer(listener.cert, sni);
  return answer === undefined || !('fault' in answer);
}

/** The listeners that a target leads to; `undefined` while it names no address or no port. */
export function placesOf({ case: c }: Evidence, target: ClaimedTarget): ListenerId[] | undefined {
  const where = target.address ?? target.name;
  const { port } = target;
  if (where === undefined || port === undefined) return undefined;
  return hostsOf(c, where).map((host) => listenerId({ host, port }));
}

function judgeTarget(
  evidence: Evidence,
  expected: ExpectedConnection,
  target: ClaimedTarget,
): ClaimJudgement {
  const findings = [
    ...judgePlace(evidence, expected, target),
    ...judgeClaimedHost(evidence, expected, target),
    ...judgeTlsName(evidence, expected.cert, target),
  ];
  const unproved = missingField(evidence, target);
  return { findings, ...(unproved ? { unproved } : {}) };
}

function judgePlace(evidence: Evidence, expected: ExpectedConnection, target: ClaimedTarget): Finding[] {
  const places = placesOf(evidence, target);
  if (!places || places.some((id) => expected.to.includes(id))) return [];
  const text = `says that the request goes to ${placeText(evidence, target, places)}, where ${listeners([expected])} was expected`;
  const [id] = places;
  const broken = brokenClause(evidence, id && { id, host: target.host });
  return [{ grade: 'fail', field: 'to', ...broken, text }];
}

/** Where a target leads, as authors write it. */
export function placeText(
  evidence: Evidence,
  target: ClaimedTarget,
  places = placesOf(evidence, target) ?? [],
): string {
  const { case: c } = evidence;
  if (places.length > 0) return places.join(' or ');
  return steady(c, visible(`port ${target.port} of ${target.address ?? target.name}`));
}

function judgeClaimedHost(
  evidence: Evidence,
  expected: ExpectedConnection,
  target: ClaimedTarget,
): Finding[] {
  if (target.host === undefined) return [];
  const { case: c, outcome } = evidence;
  const [saw, meant] = [steady(c, visible(target.host)), steady(c, expected.host)];
  const base = { field: 'host', clause: outcome.clauses.host } as const;
  switch (compareHost(expected.host, target.host)) {
    case 'same':
      return [];
    case 'default-port':
      return [
        {
          ...base,
          grade: 'lenient',
          text: `says that Host is ${saw} for ${meant}: port 443 may be left out or added`,
        },
      ];
    case 'spelling':
      return [
        {
          ...base,
          grade: 'noted',
          text: `says that Host is ${saw} for ${meant}: the same address in another spelling`,
        },
      ];
    case 'different':
      return [
        {
          ...base,
          clause: clauseOfName(evidence, splitHostPort(target.host).host, base.clause),
          grade: 'fail',
          text: `says that Host is ${saw} instead of ${meant}`,
        },
      ];
  }
}

function judgeTlsName(evidence: Evidence, wanted: string, target: ClaimedTarget): Finding[] {
  if (target.tls_name === undefined) return [];
  const { case: c, outcome } = evidence;
  if (sameHost(canonical(target.tls_name), wanted)) return [];
  const [named, meant] = [steady(c, visible(target.tls_name)), steady(c, wanted)];
  const text = `says that the certificate has to be valid for ${named} instead of ${meant}`;
  const detail = { kind: 'named-wrong-certificate', named, wanted: meant } as const;
  const clause = clauseOfName(evidence, target.tls_name, outcome.clauses.cert);
  return [{ grade: 'fail', field: 'cert', clause, text, detail }];
}

/** A field that it does not name, without which right and wrong look alike here. */
function missingField({ case: c, outcome }: Evidence, target: ClaimedTarget): string | undefined {
  if (target.port === undefined) return 'it does not say to which port the request goes';
  if (target.address === undefined && target.name === undefined)
    return 'it does not say to which host the request goes';
  if (target.host === undefined) return 'it does not say which Host the request has';
  const { cert, sni } = outcome.clauses;
  const aboutTls = c.clauses.length > 0 && c.clauses.every((id) => id === cert || id === sni);
  if (aboutTls && target.tls_name === undefined)
    return 'it does not say for which name the certificate has to be valid';
  if (c.expect.within !== undefined)
    return 'how soon the request is sent is shown by connecting, which it does not do';
  return undefined;
}

/** Nothing may be sent at all: a claim shows only whether it would go somewhere that answers. */
function judgeTargetOfNone(evidence: Evidence, target: ClaimedTarget): ClaimJudgement {
  const { case: c, outcome } = evidence;
  const wanted = outcome.target?.cert;
  const tls = wanted === undefined ? [] : judgeTlsName(evidence, wanted, target);
  const places = placesOf(evidence, target);
  if (!places) return { findings: tls, unproved: missingField(evidence, target) ?? CERTIFICATE };
  const traps = certificateTraps(c, outcome);
  const live = places.filter((id) => isLive(evidence, id, target));
  if (traps.length > 0 && (live.length === 0 || live.some((id) => traps.includes(id)))) {
    return { findings: tls, unproved: CERTIFICATE };
  }
  const [reached] = live;
  if (reached === undefined) return { findings: tls };
  const text = `says that the request goes to ${reached}, where none may be sent at all`;
  return {
    findings: [
      ...tls,
      { grade: 'fail', field: 'refuse', ...brokenClause(evidence, { id: reached, host: target.host }), text },
    ],
  };
}

const CERTIFICATE = 'whether a certificate is refused is shown by connecting, which it does not do';
