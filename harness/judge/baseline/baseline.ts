import { fits } from '../../evidence/index.ts';
import type { Renamed } from '../../scenario/index.ts';
import { STATUSES, type Status } from '../status.ts';
import type { Verdict } from '../verdict.ts';

/**
 * What is known of one implementation: `glob  status  # reason or issue URL`, one a line. It is strict both ways: what is
 * better than the baseline is as unexpected as what is worse.
 */
export interface Baseline {
  /** As shown to the user. */
  readonly file: string;
  readonly lines: readonly BaselineLine[];
  /** Mistakes in the file itself. */
  readonly problems: readonly BaselineProblem[];
  /** What cases were once called. */
  readonly renamed?: Renamed;
}

export interface BaselineLine {
  /** From 1. */
  readonly line: number;
  /** An id, or a glob in which `*` stands for anything. */
  readonly pattern: string;
  readonly status: Status;
  readonly reason: string;
}

export interface BaselineProblem {
  readonly line: number;
  /** `file:line: what is wrong and what to write instead`. */
  readonly text: string;
}

export const EMPTY_BASELINE: Baseline = { file: 'baseline.txt', lines: [], problems: [] };

type Judged = Pick<Verdict, 'id' | 'status'>;

export function parseBaseline(text: string, file: string): Baseline {
  const lines: BaselineLine[] = [];
  const problems: BaselineProblem[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = i + 1;
    if (isComment(raw)) continue;
    const parsed = readLine(raw, line);
    const twin = 'pattern' in parsed ? lines.find(({ pattern }) => pattern === parsed.pattern) : undefined;
    if ('wrong' in parsed) problems.push({ line, text: `${file}:${line}: ${parsed.wrong}` });
    else if (twin)
      problems.push({
        line,
        text: `${file}:${line}: ${parsed.pattern} is already on line ${twin.line}: keep one of them`,
      });
    else lines.push(parsed);
  }
  return { file, lines, problems };
}

const isComment = (raw: string) => raw.trim() === '' || raw.trimStart().startsWith('#');

/** Ids may have a `#` of their own (`family/name#variant`): a reason starts at one that stands alone. */
function readLine(raw: string, line: number): BaselineLine | { readonly wrong: string } {
  const [, pattern = '', status, rest = ''] = /^\s*(\S+)(?:\s+(\S+))?(.*)$/.exec(raw) ?? [];
  if (status === undefined || !isStatus(status)) {
    const found =
      status === undefined || status.startsWith('#') ? 'has no status' : `"${status}" is no status`;
    return {
      wrong: `${found}: write "${pattern}  fail  # why", with one of ${Object.keys(STATUSES).join(' ')}`,
    };
  }
  const reason = /^\s+#\s*(\S.*)$/.exec(rest)?.[1]?.trim();
  if (!reason) {
    return { wrong: `has no reason: write "${pattern}  ${status}  # why, or the address of the issue"` };
  }
  return { line, pattern, status, reason };
}

const isStatus = (text: string): text is Status => Object.hasOwn(STATUSES, text);

/** The first line that speaks of the case decides, so that an exception goes above its glob. A skip proves nothing, and an error is nobody's behaviour. */
export function isExpected(baseline: Baseline, { id, status }: Judged): boolean {
  const line = lineFor(baseline, id);
  if (status === 'error') return false;
  return line ? status === line.status || status === 'skip' : STATUSES[status].expected;
}

export function lineFor(baseline: Baseline, id: string): BaselineLine | undefined {
  return baseline.lines.find(({ pattern }) => fits(pattern, id));
}
