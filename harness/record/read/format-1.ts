import * as z from 'zod';
import type { Verdict } from '../../judge/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Placed, RecordedRun, RecordedVerdict } from '../recorded-run.ts';
import { specVersion } from '../schema/field.ts';
import { endLine, FORMAT } from '../schema/lines.ts';
import { status } from '../schema/verdict-line.ts';
import type { AnyLine, Lines } from './lines-of.ts';

/** What of format 1 is still understood: who was asked, and the status and the words of each verdict. */
const run = z.object({
  type: z.literal('run'),
  run: z.string(),
  started: z.string(),
  signpost: z.string(),
  node: z.string(),
  spec: specVersion,
  implementations: z.array(z.string()),
  cases: z.int(),
});

const implementation = z.object({
  type: z.literal('implementation'),
  implementation: z.string(),
  name: z.string(),
  version: z.string(),
  can: z.array(z.string()),
});

const finding = z.object({ type: z.literal('finding'), implementation: z.string(), text: z.string() });

const verdict = z.object({
  type: z.literal('verdict'),
  id: z.string(),
  implementation: z.string(),
  title: z.string(),
  twin: z.custom<Verdict['twin']>().optional(),
  status,
  expected: z.boolean(),
  level: z.custom<Verdict['level']>((value) => typeof value === 'string'),
  clauses: z.array(z.string()),
  reasons: z.array(z.object({ clause: z.string().optional(), text: z.string() })),
  /** A sentence. */
  divergence: z.string().optional(),
  claim: z.custom<Verdict['claim']>(),
  events: z.array(z.custom<Verdict['events'][number]>()),
  ms: z.number(),
});

const line = z.discriminatedUnion('type', [run, implementation, finding, verdict, endLine]);
type EarlierLine = Placed<z.output<typeof line>>;

/** Lines that came with the next format. */
const LATER_TYPES: ReadonlySet<unknown> = new Set(['asked', 'case', 'late', 'stderr', 'clauses']);

export const WHY_NO_MORE =
  'the record is of format 1: it has statuses and words, and neither the cases nor what the specification makes of them; run again to have all';

/** Format 1 has no `format`. */
export function readFormat1(file: string, { lines }: Lines): Omit<RecordedRun, 'remarks'> {
  for (const one of lines) checkFormat(one);
  const read = lines.map(check);
  const header = read.find((one) => one.type === 'run');
  if (header === undefined) throw new RangeError('who calls this has seen the line of the run');
  const end = read.find((one) => one.type === 'end');
  return {
    files: [file],
    header: { ...header, format: 1 },
    implementations: read
      .filter((one) => one.type === 'implementation')
      .map((one) => ({ ...one, label: one.implementation })),
    asked: [],
    findings: read.filter((one) => one.type === 'finding'),
    cases: new Map(),
    again: new Map(),
    late: [],
    verdicts: read.filter((one) => one.type === 'verdict').map(verdictOf),
    stderr: new Map(),
    clauses: new Map(),
    interrupted: end === undefined,
    ...(end && { end }),
  };
}

/** A record of format 2 whose first line was changed. */
function checkFormat({ type, value, place }: AnyLine): void {
  const isLater = type === 'implementation' ? 'label' in value : LATER_TYPES.has(type);
  if (!isLater) return;
  const what = `the line of the run says format 1, or none, which does not fit this line: "${type}" is of format ${FORMAT}`;
  throw recordError('record-invalid', place, what, EDITED);
}

function check({ value, place }: AnyLine): EarlierLine {
  const result = line.safeParse(value);
  if (result.success) return { ...result.data, place };
  const [issue] = result.error.issues;
  const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is not valid'}`;
  throw recordError('record-invalid', place, what, EDITED);
}

/** Where it went wrong was a sentence; it is told as the first of the reasons. */
function verdictOf({ type: _, divergence, reasons, ...rest }: Extract<EarlierLine, { type: 'verdict' }>) {
  const told = divergence === undefined ? [] : [{ text: divergence }];
  return { ...rest, reasons: [...told, ...reasons] } as RecordedVerdict;
}
