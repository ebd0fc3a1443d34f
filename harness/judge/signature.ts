import { type HttpEvent, visible, type XMatrix, type XMatrixProblem } from '../evidence/index.ts';
import type { ExpectedConnection } from '../model/index.ts';
import { listenerId, steady } from '../model/index.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';

/** Who a signed request names and what it signs. Nobody is held to signing what need not be signed. */
export function judgeSignature(
  hearing: Evidence,
  expected: ExpectedConnection,
  request: HttpEvent,
): Finding[] {
  const { xMatrix } = request;
  if (xMatrix?.length === 0 && isToSign(hearing)) {
    const text = `sent a request to ${listenerId(request)} without X-Matrix, where it has to be signed`;
    return [{ grade: 'fail', field: 'signature', clause: 'A-1', text }];
  }
  return (xMatrix ?? []).flatMap((header) => [
    ...judgeDestination(hearing, expected, header),
    ...header.problems.flatMap((problem) => judgeProblem(hearing, problem)),
  ]);
}

/** The case is about signatures, and the implementation says that it makes them. */
function isToSign({ case: c, about }: Evidence): boolean {
  return c.needs.includes('signed') && about.can.includes('signed');
}

/** One without destination (legal before v1.3) is held against it where the author says so. */
function judgeDestination(
  hearing: Evidence,
  expected: ExpectedConnection,
  { destination, problems }: XMatrix,
): Finding[] {
  const wanted = expected.destination ?? hearing.case.server;
  if (destination === wanted || problems.some(({ kind }) => kind === 'unreadable')) return [];
  const base = { grade: 'fail', field: 'destination' } as const;
  if (destination === null) {
    if (expected.destination === undefined) return [];
    return [{ ...base, clause: 'A-3', text: 'the X-Matrix header has no destination' }];
  }
  const [saw, meant] = [steady(hearing.case, visible(destination)), steady(hearing.case, wanted)];
  return [
    { ...base, clause: 'A-4', text: `destination was ${saw} instead of ${meant} in the X-Matrix header` },
  ];
}

function judgeProblem({ case: c }: Evidence, problem: XMatrixProblem): Finding[] {
  const text = `the X-Matrix header ${steady(c, visible(problem.text))}`;
  const found = (grade: Finding['grade'], clause: string): Finding[] => [
    { grade, field: 'signature', clause, text },
  ];
  switch (problem.kind) {
    case 'unreadable':
    case 'missing':
    case 'signed-content':
    case 'signature':
      return found('fail', 'A-1');
    case 'origin':
      return found('fail', 'A-2');
    case 'signed-destination':
      return found('fail', 'A-4');
    case 'signed-uri':
      return found('fail', 'A-5');
    case 'unquoted':
      return found('fail', 'A-9');
    // A-8 is advice for the sake of old servers.
    case 'untidy':
      return found('lenient', 'A-8');
    case 'renamed':
      return found('noted', 'AMB-21');
    // The name is judged itself, and what could not be checked is no mistake.
    case 'destination':
    case 'unverified':
      return [];
    default:
      return problem.kind satisfies never;
  }
}
