/** Records of a few cases as a run would write them, without a run: for the tests of this room and of those above. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Event } from '../../evidence/index.ts';
import type { Verdict } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { consultRounds, DEFAULT_SPEC_VERSION, twinsOf } from '../../oracle/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { type RecordedRun, Recording, type RunHeader, readRun } from '../index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Cases of the library, each followed by its twins. */
export function sampleCases(...selectors: readonly string[]): readonly Case[] {
  const loaded = loadCases({ root, selectors });
  return loaded.cases.flatMap((c) => [c, ...twinsOf(c, loaded)]);
}

export const sampleHeader: Omit<RunHeader, 'type' | 'format'> = {
  run: 'a-run',
  started: '2026-11-30T10:00:00.000Z',
  signpost: '0.1.0',
  library: `sha256:${'0'.repeat(64)}`,
  spec: DEFAULT_SPEC_VERSION,
  node: 'v20.0.0',
  platform: 'linux x64',
  kernel: '6.1',
  options: { selectors: ['srv/fed'], level: 'all', twins: true },
  implementations: ['mine'],
  cases: 1,
};

export const sampleImplementation = {
  implementation: 'mine',
  label: 'Mine',
  name: 'mine',
  version: '1',
  kind: 'process',
  can: ['connect'],
} as const;

export function sampleVerdict(c: Case, more: Partial<Verdict> = {}): Verdict {
  return {
    id: c.id,
    implementation: 'mine',
    title: c.title,
    ...(c.twin && { twin: c.twin }),
    status: 'pass',
    expected: true,
    level: 'MUST',
    clauses: c.clauses,
    reasons: [],
    claim: null,
    events: [],
    ms: 1,
    ...more,
  };
}

export const sampleEvent = (n: number): Event => ({
  kind: 'close',
  n,
  at: n,
  connection: 1,
  host: 'origin',
  port: 443,
  how: 'end',
});

export type WriteLines = (recording: Recording) => void;

/** All passed, and the run came to its end. */
export function passing(cases: readonly Case[]): WriteLines {
  return (recording) => {
    recording.introduced(sampleImplementation, { idsFollow: true });
    recording.asked('mine', cases);
    for (const c of cases) note(recording, c);
    recording.stderr('mine', 'a word\n');
    const counts = { pass: cases.length, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
    recording.end({ counts: { mine: counts }, unexpected: 0, problems: [], conformance: {}, ms: 1 });
  };
}

export function note(recording: Recording, c: Case, more: Partial<Verdict> = {}): void {
  recording.verdict(sampleVerdict(c, more), { case: c, rounds: () => consultRounds(c) });
}

/** A folder with a record that `write` has filled. */
export class SampleRecord implements AsyncDisposable {
  readonly file: string;

  private constructor(file: string) {
    this.file = file;
  }

  static async open(write: WriteLines, header = sampleHeader): Promise<SampleRecord> {
    const folder = await mkdtemp(path.join(tmpdir(), 'signpost-record-'));
    using recording = await Recording.open(folder, header);
    write(recording);
    return new SampleRecord(recording.file);
  }

  read(): Promise<RecordedRun> {
    return readRun(this.file);
  }

  async lines(): Promise<string[]> {
    return (await readFile(this.file, 'utf8')).trimEnd().split('\n');
  }

  /** Changes the text of the file. */
  async edit(change: (lines: string[]) => readonly string[], end = '\n'): Promise<void> {
    await writeFile(this.file, change(await this.lines()).join('\n') + end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(path.dirname(this.file), { recursive: true });
  }
}
