import type { LateVerdict, Likeness, Verdict } from '../../judge/index.ts';
import { asFirstAsked, type Case, type SpecVersion } from '../../model/index.ts';
import { nameOfVersion } from '../../oracle/index.ts';
import type { AskedCase, Conclusion, RunWatcher } from '../../run/index.ts';
import { conclusionLines } from './conclusion.ts';
import { countText } from './count.ts';
import { failureLines } from './failure.ts';
import { focusOn } from './focus.ts';
import type { Look } from './look.ts';
import type { Progress } from './progress.ts';
import { say } from './say.ts';
import { type Teller, UnexpectedVerdicts } from './unexpected.ts';

/** What all implementations of a run are told with. */
export interface Telling extends Pick<Teller, 'likenesses' | 'recorded'> {
  readonly look: Look;
  readonly progress: Progress;
  /** Those that were chosen; twins that they bring along come with `more`. */
  readonly cases: readonly Case[];
  readonly withTwins: boolean;
  readonly version: SpecVersion;
  /** What mutants do wrong, by name. */
  readonly titles: ReadonlyMap<string, string>;
  /** Said already, by whichever implementation was told of before. */
  readonly remarks: Set<string>;
}

/** Who is told of. */
export interface ToldSubject {
  readonly name: string;
  /** What the user gave to `-i`. */
  readonly typed?: string;
  readonly baselineFile?: string;
}

/** Tells on stdout what happens to one implementation: who it is, what was unexpected, and a summary. */
export class Narrator implements RunWatcher {
  readonly #subject: ToldSubject;
  readonly #telling: Telling;
  /** By id, of those that are not as expected. */
  readonly #asked = new Map<string, AskedCase>();
  readonly #unexpected: UnexpectedVerdicts;
  /** Ids of cases that were late and have no verdict yet. */
  readonly #late = new Set<string>();

  constructor(subject: ToldSubject, telling: Telling) {
    this.#subject = subject;
    this.#telling = telling;
    const { cases, likenesses, recorded, progress } = telling;
    const tell = (verdict: Verdict, likeness?: Likeness) => this.#tell(verdict, likeness);
    this.#unexpected = new UnexpectedVerdicts({ likenesses, recorded, tell });
    progress.start(`${subject.name} starts`, cases.length);
  }

  introduced(about: { readonly name: string; readonly version: string } | null): void {
    const { progress, look, cases, withTwins, version } = this.#telling;
    const { paint } = look;
    progress.clear();
    const name = this.#subject.name === about?.name ? '' : `  ${about?.name ?? ''}`;
    const who = `${paint.strong(this.#subject.name)}${name} ${about?.version ?? ''}`.trimEnd();
    const twins = withTwins ? ` and ${cases.length === 1 ? 'its' : 'their'} twins` : '';
    say(`${who}  ${paint.faint(`${countText(cases)}${twins}, spec ${nameOfVersion(version)}`)}`);
    progress.start(this.#subject.name, cases.length);
  }

  /** Twins, derived meanwhile. */
  more(twins: readonly Case[]): void {
    this.#telling.progress.more(twins.length);
  }

  found(finding: string): void {
    const { progress, look } = this.#telling;
    progress.clear();
    say(`  ${look.paint.bad('!')} ${finding}`);
  }

  verdict(verdict: Verdict, asked: AskedCase): void {
    if (!verdict.expected) this.#asked.set(verdict.id, asked);
    if (this.#late.delete(verdict.id)) this.#telling.progress.postponed(this.#late.size);
    this.#telling.progress.advance();
    this.#unexpected.note(verdict);
  }

  late({ id }: LateVerdict): void {
    this.#telling.progress.postponed(this.#late.add(id).size);
  }

  slowed(): void {
    const { progress, look } = this.#telling;
    progress.clear();
    say(
      `  ${look.paint.faint('!')} we or this machine were late: from here on half as many cases are under way at once, and what was late is asked once more at the end`,
    );
  }

  /** What was unexpected and is still held back. */
  tellHeld(likenesses?: readonly Likeness[]): void {
    this.#unexpected.flush(likenesses);
    this.#telling.progress.clear();
  }

  /** `further`: lines that belong to it. */
  concluded(conclusion: Conclusion, further: readonly string[] = []): void {
    this.tellHeld(conclusion.likenesses);
    const { untold } = this.#unexpected;
    const are = untold === 1 ? 'twin is' : 'twins are';
    if (untold > 0) say(['', `${untold} further ${are} unexpected: each stands in the record of the run`]);
    const { look, titles, remarks: told } = this.#telling;
    const remarks = conclusion.remarks.filter((remark) => !told.has(remark));
    for (const remark of remarks) told.add(remark);
    const withoutBaseline = this.#subject.baselineFile === undefined;
    const { name, typed = name } = this.#subject;
    const manner = { paint: look.paint, titles, withoutBaseline, typed };
    say([...conclusionLines({ ...conclusion, remarks }, manner), ...further, '']);
  }

  #tell(verdict: Verdict, likeness: Likeness | undefined): void {
    const asked = this.#asked.get(verdict.id);
    if (!asked) return;
    const { look, progress, version } = this.#telling;
    progress.clear();
    const focus = focusOn(verdict, { case: asked.case, rounds: asked.rounds() });
    const telling = { ...focus, likeness, version };
    const lines = failureLines(focus.verdict, focus.case, focus.outcome, look, telling);
    // Who tries it by hand finds the names and addresses of the first asking.
    const { case: c, first } = asked;
    const told = first ? lines.map((line) => asFirstAsked(c, first, line)) : lines;
    say(['', ...told]);
  }
}
