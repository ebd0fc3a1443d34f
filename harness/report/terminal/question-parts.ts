import { type Case, caseOfRound, type SpecVersion } from '../../model/index.ts';
import { nameOfVersion } from '../../oracle/index.ts';
import { expectedLines } from './expected.ts';
import type { Paint } from './paint.ts';
import { traceLines } from './trace.ts';
import type { ViewedCase, ViewedQuestion } from './viewed-case.ts';
import { worldTable } from './world-table.ts';

/** A heading with the lines under it. */
export type Part = readonly [heading: string, lines: readonly string[]];

/** What is expected, and what the specification makes of it: of each question in turn, and how the world changes between them. */
export function questionParts({ case: c, rounds }: ViewedCase, version: SpecVersion, paint: Paint): Part[] {
  const says = `What the specification (${nameOfVersion(version)}) makes of`;
  return rounds.flatMap((questions, index): Part[] => {
    const now = c.rounds === undefined ? c : caseOfRound(c, index);
    const traces = questions.map((question): Part => {
      const name = c.rounds === undefined ? 'it' : `question ${index + 1}: ${question.case.server}`;
      return [`${says} ${name}`, [...traceLines(question.outcome, paint, version), ...memoryLines(question)]];
    });
    const expected = expectedLines(now, version);
    const tolerated = now.tolerate.map(({ grade, because }) => `${grade}: ${because}`);
    return [
      ...(index === 0 ? [] : changeParts(caseOfRound(c, index - 1), now, index + 1)),
      ...(expected.length > 0
        ? [[c.rounds ? `Expected of question ${index + 1}` : 'Expected', expected] as const]
        : []),
      ...traces,
      ...(tolerated.length > 0 ? [['Tolerated', tolerated] as const] : []),
    ];
  });
}

function changeParts(before: Case, now: Case, question: number): Part[] {
  const gone = linesNotIn(before, now);
  const come = linesNotIn(now, before);
  return [
    ...(gone.length > 0 ? [[`Gone before question ${question}`, gone] as const] : []),
    ...(come.length > 0 ? [[`New before question ${question}`, come] as const] : []),
  ];
}

/** The columns of the two tables may be of different width. */
function linesNotIn(a: Case, b: Case): string[] {
  const narrow = (line: string) => line.replace(/ +/g, ' ');
  const known = new Set(worldTable(b).map(narrow));
  return worldTable(a).filter((line) => line !== '' && !known.has(narrow(line)));
}

/** D-6, C-1: what an implementation may do that still knows an earlier world. */
function memoryLines({ remembered }: ViewedQuestion): string[] {
  return remembered.map(({ connect }) => {
    const where = connect.map(({ to, host }) => `${to.join(' or ')} with Host ${host}`).join(', ');
    return `or, by what it still knows of an earlier question: ${where || 'no request'}`;
  });
}
