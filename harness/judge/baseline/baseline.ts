import { fits } from '../../evidence/index.ts';
import type { Renamed } from '../../scenario/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';
import { isDivergenceKind } from '../divergence/divergence-kinds.ts';
import { STATUSES, type Status } from '../status.ts';
import type { Verdict } from '../verdict.ts';

/**
 * What is known of one implementation: `glob  status  # reason or issue URL`, one a line. It is strict both ways: what is
 * better than the baseline is as unexpected as what is worse. `fail:KIND` as status is a failure of that kind and no other.
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
  /** Where it speaks of failures of one kind only: another one is unexpected. */
  readonly kind?: DivergenceKind;
  readonly reason: string;
}

export interface BaselineProblem {
  readonly line: number;
  /** `file:line: what is wrong and what to write instead`. */
  readonly text: string;
}

export const EMPTY_BASELINE: Baseline = { file: 'baseline.txt', lines: [], problems: [] };

type Judged = Pick<Verdict, 'id' | 'status' | 'divergence'>;

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
  const [, pattern = '', word = '', rest = ''] = /^\s*(\S+)(?:\s+(\S+))?(.*)$/.exec(raw) ?? [];
  const outcome = readOutcome(word);
  if ('wrong' in outcome) return { wrong: `${outcome.wrong}: write "${pattern}  fail  # why"${outcome.or}` };
  const reason = /^\s+#\s*(\S.*)$/.exec(rest)?.[1]?.trim();
  if (!reason) {
    return { wrong: `has no reason: write "${pattern}  ${word}  # why, or the address of the issue"` };
  }
  return { line, pattern, ...outcome, reason };
}

type Outcome = Pick<BaselineLine, 'status' | 'kind'>;

function readOutcome(word: string): Outcome | { readonly wrong: string; readonly or: string } {
  if (isStatus(word)) return { status: word };
  const kind = /^fail:(.*)$/.exec(word)?.[1];
  if (kind === undefined) {
    const wrong = word === '' || word.startsWith('#') ? 'has no status' : `"${word}" is no status`;
    return { wrong, or: `, with one of ${Object.keys(STATUSES).join(' ')}` };
  }
  if (isDivergenceKind(kind)) return { status: 'fail', kind };
  return { wrong: `"${kind}" is no kind of failure`, or: ', which holds for every kind' };
}

/** As a line of the file has it. */
export function baselineRow({ pattern, status, kind, reason }: Omit<BaselineLine, 'line'>): string {
  return `${pattern}  ${kind === undefined ? status : `${status}:${kind}`}  # ${reason}`;
}

const isStatus = (text: string): text is Status => Object.hasOwn(STATUSES, text);

/** The first line that speaks of the case decides, so that an exception goes above its glob. A skip proves nothing, and an error is nobody's behaviour. */
export function isExpected(baseline: Baseline, { id, status, divergence }: Judged): boolean {
  const line = lineFor(baseline, id);
  if (status === 'error') return false;
  if (line === undefined) return STATUSES[status].expected;
  const isOfKind = line.kind === undefined || line.kind === divergence?.kind;
  return status === 'skip' || (status === line.status && isOfKind);
}

export function lineFor(baseline: Baseline, id: string): BaselineLine | undefined {
  return baseline.lines.find(({ pattern }) => fits(pattern, id));
}
