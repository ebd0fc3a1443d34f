import type { About } from '../adapters/index.ts';
import {
  type Baseline,
  type Conformance,
  conformanceOf,
  type Likeness,
  staleLines,
  type Verdict,
} from '../judge/index.ts';
import { type Case, isAboutStalls, type SpecVersion } from '../model/index.ts';
import { isDemand, nameOfVersion } from '../oracle/index.ts';
import { mutants } from '../reference/index.ts';
import {
  conformanceLine,
  countText,
  failureLines,
  focusOn,
  type Look,
  likenessLines,
  summarize,
} from '../report/index.ts';
import type { AskedCase, RunWatcher, Subject, SubjectRun } from '../run/index.ts';
import type { Chosen } from './cli/choice.ts';
import type { Progress } from './progress.ts';
import { say } from './say.ts';
import { type Teller, UnexpectedVerdicts } from './surprises.ts';

export interface Telling extends Pick<Teller, 'likenesses' | 'recorded'> {
  readonly look: Look;
  readonly progress: Progress;
  readonly chosen: Chosen;
  readonly version: SpecVersion;
  /** `must`: what breaks only a SHOULD is told and does not count. */
  readonly level: 'all' | 'must';
  /** The whole library runs, so that a line of the baseline that speaks of no case is a mistake. */
  readonly whole: boolean;
  /** Said already, by whichever implementation was told of before. */
  readonly remarks: Set<string>;
}

/** What came of one implementation, as the exit code and the record want it. */
export interface Conclusion {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
  readonly unexpected: number;
  readonly problems: readonly string[];
  /** Only the whole library tells. */
  readonly conformance?: Conformance;
  readonly exitCode: 0 | 1 | 2;
}

/** Nobody mends so much in a day. */
const MANY = 10;
const TO_BEGIN_WITH =
  'to begin green and see what changes: signpost baseline --baseline FILE --write, and run with --baseline FILE';

const TITLES = new Map(mutants.map(({ name, title }) => [name, title]));

/** Tells on stdout what happens to one implementation: who it is, what was unexpected, and a summary. */
export class Narrator implements RunWatcher {
  readonly #subject: Subject;
  readonly #telling: Telling;
  readonly #cases: Map<string, Case>;
  readonly #surprises: UnexpectedVerdicts;
  /** By id, of those that are not as expected. */
  readonly #asked = new Map<string, AskedCase>();

  constructor(subject: Subject, telling: Telling) {
    this.#subject = subject;
    this.#telling = telling;
    this.#surprises = new UnexpectedVerdicts({
      likenesses: (verdicts) => telling.likenesses(this.#comparable(verdicts)),
      recorded: telling.recorded,
      tell: (verdict, likeness) => this.#tell(verdict, likeness),
    });
    const { cases } = telling.chosen;
    this.#cases = new Map(cases.map((c) => [c.id, c]));
    telling.progress.start(`${subject.name} starts`, cases.length);
  }

  introduced(about: About | null): void {
    const { progress, look, chosen, version } = this.#telling;
    const { paint } = look;
    progress.clear();
    const name = this.#subject.name === about?.name ? '' : `  ${about?.name ?? ''}`;
    const who = `${paint.strong(this.#subject.name)}${name} ${about?.version ?? ''}`.trimEnd();
    say(`${who}  ${paint.faint(`${chosenText(chosen)}, spec ${nameOfVersion(version)}`)}`);
    progress.start(this.#subject.name, chosen.cases.length);
  }

  /** Twins, derived meanwhile. */
  more(twins: readonly Case[]): readonly Case[] {
    for (const twin of twins) this.#cases.set(twin.id, twin);
    this.#telling.progress.more(twins.length);
    return twins;
  }

  found(finding: string): void {
    const { progress, look } = this.#telling;
    progress.clear();
    say(`  ${look.paint.bad('!')} ${finding}`);
  }

  verdict(verdict: Verdict, asked: AskedCase): void {
    this.#telling.progress.step();
    if (!verdict.expected) this.#asked.set(verdict.id, asked);
    this.#surprises.note(verdict);
  }

  /** What was unexpected and is still held back. */
  tellSurprises(): readonly Likeness[] {
    const likenesses = this.#surprises.flush();
    this.#telling.progress.clear();
    return likenesses;
  }

  /** Most mutants were never asked where somebody stalls: a failure there says something only where nothing else fails. */
  #comparable(verdicts: readonly Verdict[]): readonly Verdict[] {
    const prompt = verdicts.filter(({ id }) => {
      const c = this.#cases.get(id);
      return c !== undefined && !isAboutStalls(c);
    });
    return prompt.some(({ status }) => status === 'fail') ? prompt : verdicts;
  }

  #tell(verdict: Verdict, likeness: Likeness | undefined): void {
    const asked = this.#asked.get(verdict.id);
    if (!asked) return;
    const { look, progress } = this.#telling;
    progress.clear();
    const focus = focusOn(verdict, { case: asked.case, rounds: asked.rounds() });
    const telling = { ...focus, likeness };
    say(['', ...failureLines(focus.verdict, focus.case, focus.outcome, look, telling)].join('\n'));
  }

  conclude(done: SubjectRun, baseline: Baseline): Conclusion {
    const { look } = this.#telling;
    const { paint } = look;
    const { verdicts, ended } = done;
    const likenesses = this.tellSurprises();
    const { untold } = this.#surprises;
    const are = untold === 1 ? 'twin is' : 'twins are';
    if (untold > 0) say(`\n${untold} further ${are} unexpected: each stands in the record of the run`);
    const mistakes = [
      ...baseline.problems,
      ...(this.#telling.whole && !ended ? staleLines(baseline, verdicts) : []),
    ];
    const surprises = verdicts.filter((verdict) => !verdict.expected);
    const unexpected = surprises.filter((verdict) => this.#counts(verdict)).length + mistakes.length;
    const problems = [...done.problems, ...(ended ? [ended] : [])];
    if (verdicts.length > 0) say(['', ...summarize(verdicts, paint)].join('\n'));
    for (const text of [...done.problems, ...mistakes.map((mistake) => mistake.text)])
      say(`  ${paint.bad('!')} ${text}`);
    for (const text of done.remarks.filter((remark) => !this.#telling.remarks.has(remark))) {
      this.#telling.remarks.add(text);
      say(`  ${paint.faint('!')} ${text}`);
    }
    for (const line of likenessLines(likenesses, TITLES, paint)) say(line);
    const conformance = this.#conformance(done);
    if (conformance) say(conformanceLine(conformance, paint));
    const tail = unexpected ? paint.bad(`${unexpected} unexpected`) : paint.good('nothing unexpected');
    const below = surprises.length + mistakes.length - unexpected;
    const told = below > 0 ? `, and ${below} that break no MUST` : '';
    say(
      ended
        ? `  ${paint.bad('not judged')}`
        : `  ${verdicts.length - surprises.length} as expected, ${tail}${told}`,
    );
    const begins =
      unexpected > MANY && baseline.lines.length === 0 && this.#subject.baselineFile === undefined;
    if (begins && !ended) say(`  ${paint.faint(TO_BEGIN_WITH)}`);
    say('');
    const broken = problems.length > 0 || surprises.some(({ status }) => status === 'error');
    return {
      name: this.#subject.name,
      verdicts,
      unexpected,
      problems,
      ...(conformance && { conformance }),
      exitCode: broken ? 2 : unexpected ? 1 : 0,
    };
  }

  #conformance({ verdicts, ended }: SubjectRun): Conformance | undefined {
    const { whole, version } = this.#telling;
    return whole && !ended ? conformanceOf([...this.#cases.values()], verdicts, version) : undefined;
  }

  #counts({ status, level }: Verdict): boolean {
    return this.#telling.level === 'all' || status !== 'fail' || isDemand(level);
  }
}

function chosenText({ cases, withTwins }: Chosen): string {
  if (!withTwins) return countText(cases);
  return `${countText(cases)} and ${cases.length === 1 ? 'its' : 'their'} twins`;
}
