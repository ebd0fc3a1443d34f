import { visible } from '../base/index.ts';
import type { HttpEvent, XMatrix, XMatrixProblem } from '../evidence/index.ts';
import type { ExpectedConnection } from '../model/index.ts';
import { asciiLower, listenerId, steady } from '../model/index.ts';
import type { SignatureDetail } from './divergence/divergence.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';
import { levelOfClause } from './level.ts';

/** Who a signed request names and what it signs. Nobody is held to signing what need not be signed. */
export function judgeSignature(
  evidence: Evidence,
  expected: ExpectedConnection,
  request: HttpEvent,
): Finding[] {
  const { xMatrix } = request;
  if (xMatrix?.length === 0 && isToSign(evidence)) {
    const text = `sent a request to ${listenerId(request)} without X-Matrix, where it has to be signed`;
    return [{ grade: 'fail', field: 'signature', clause: 'A-1', text, detail: { kind: 'not-signed' } }];
  }
  return (xMatrix ?? []).flatMap((header) => [
    ...judgeDestination(evidence, expected, header),
    ...header.problems.flatMap((problem) => judgeProblem(evidence, problem)),
  ]);
}

/** The case is about signatures, and the implementation says that it makes them. */
function isToSign({ case: c, about }: Evidence): boolean {
  return c.needs.includes('signed') && about.can.includes('signed');
}

/** One without destination (legal before v1.3) is held against it where the author says so. */
function judgeDestination(
  evidence: Evidence,
  expected: ExpectedConnection,
  { destination, problems }: XMatrix,
): Finding[] {
  const wanted = expected.destination ?? evidence.case.server;
  if (destination === wanted || problems.some(({ kind }) => kind === 'unreadable')) return [];
  const base = { grade: 'fail', field: 'destination' } as const;
  if (destination === null) {
    if (expected.destination === undefined) return [];
    const text = 'the X-Matrix header has no destination';
    return [{ ...base, clause: 'A-3', text, detail: { kind: 'no-destination' } }];
  }
  const [saw, meant] = [steady(evidence.case, visible(destination)), steady(evidence.case, wanted)];
  const text = `destination was ${saw} instead of ${meant} in the X-Matrix header`;
  // G-7: to who takes both for one name they are the same destination.
  const isOtherCase = asciiLower(destination) === asciiLower(wanted);
  const broken = isOtherCase ? ({ clause: 'G-7', atMost: levelOfClause('A-4') } as const) : { clause: 'A-4' };
  return [{ ...base, ...broken, text, detail: { kind: 'wrong-destination' } }];
}

function judgeProblem({ case: c }: Evidence, problem: XMatrixProblem): Finding[] {
  const text = `the X-Matrix header ${steady(c, visible(problem.text))}`;
  const wrong = (clause: string, kind: SignatureDetail['kind']): Finding[] => [
    { grade: 'fail', field: 'signature', clause, text, detail: { kind } },
  ];
  switch (problem.kind) {
    case 'unreadable':
      return wrong('A-1', 'unreadable-x-matrix');
    case 'missing':
      return wrong('A-1', 'incomplete-x-matrix');
    case 'signed-content':
      return wrong('A-1', 'signed-other-content');
    case 'signature':
      return wrong('A-1', 'invalid-signature');
    case 'origin':
      return wrong('A-2', 'wrong-origin');
    case 'signed-destination':
      return wrong('A-4', 'signed-other-destination');
    case 'signed-uri':
      return wrong('A-5', 'signed-other-uri');
    case 'unquoted':
      return wrong('A-9', 'unquoted-x-matrix');
    // A-8 is advice for the sake of old servers.
    case 'untidy':
      return [{ grade: 'lenient', field: 'signature', clause: 'A-8', text }];
    case 'renamed':
      return [{ grade: 'noted', field: 'signature', clause: 'AMB-21', text }];
    // The name is judged itself, and what could not be checked is no mistake.
    case 'destination':
    case 'unverified':
      return [];
    default:
      return problem.kind satisfies never;
  }
}
