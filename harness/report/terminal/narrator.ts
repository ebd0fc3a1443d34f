import type { LateVerdict, Likeness, Verdict } from '../../judge/index.ts';
import { asFirstAsked, type Case, type SpecVersion } from '../../model/index.ts';
import { nameOfVersion } from '../../oracle/index.ts';
import type { AskedCase, Conclusion, Grouping, RunWatcher } from '../../run/index.ts';
import { conclusionLines, quietLines } from './conclusion.ts';
import { countText } from './count.ts';
import { failureLines } from './failure.ts';
import { FirstOfKinds } from './first-of-kinds.ts';
import { focusOn } from './focus.ts';
import type { Look } from './look.ts';
import type { Progress } from './progress.ts';
import { heightOf } from './room.ts';
import { say, sayAside } from './say.ts';
import { isFlood, unexpectedLines } from './unexpected.ts';

/** What all implementations of a run are told with. */
export interface Telling {
  readonly look: Look;
  readonly progress: Progress;
  /** Those that were chosen; twins that they bring along come with `asked`. */
  readonly cases: readonly Case[];
  readonly withTwins: boolean;
  readonly version: SpecVersion;
  /** Each unexpected verdict is told in full, however many there are. */
  readonly all: () => boolean;
  /** Nothing is told but what is unexpected, and one line at the end. */
  readonly quiet: boolean;
  /** What mutants do wrong, by name. */
  readonly titles: ReadonlyMap<string, string>;
  /** Said already, by whichever implementation was told of before. */
  readonly remarks: Set<string>;
  /** What verdicts have in common, while there are not all of them. */
  readonly group: (verdicts: readonly Verdict[]) => Grouping;
}

/** Who is told of. */
export interface ToldSubject {
  readonly name: string;
  /** What the user gave to `-i`. */
  readonly typed?: string;
  readonly baselineFile?: string;
}

/** Lines below those of all implementations: what words mean, what to do next, where it was recorded. */
const MOST_AT_THE_END = 7;

interface Kept {
  readonly verdict: Verdict;
  readonly asked: AskedCase;
}

/**
 * Tells on stdout what happens to one implementation: who it is, and at the end what was unexpected, and a summary. Until
 * then the unexpected is counted: what to mend first is known when all is.
 */
export class Narrator implements RunWatcher {
  readonly #subject: ToldSubject;
  readonly #telling: Telling;
  readonly #verdicts: Verdict[] = [];
  /** By id. */
  readonly #unexpected = new Map<string, Kept>();
  /** Ids of cases that were late and have no verdict yet. */
  readonly #late = new Set<string>();
  readonly #firsts: FirstOfKinds;
  #isTold = false;
  /** As they are shown. */
  #saidLines = 0;

  constructor(subject: ToldSubject, telling: Telling) {
    this.#subject = subject;
    this.#telling = telling;
    const { progress, version, look } = telling;
    this.#firsts = new FirstOfKinds((line) => this.#sayAside(line), version, look.paint);
    progress.start(`${subject.name} starts`);
  }

  introduced(about: { readonly name: string; readonly version: string } | null): void {
    const { progress, look, cases, withTwins, version, quiet } = this.#telling;
    progress.start(this.#subject.name);
    if (quiet) return;
    const { paint } = look;
    const name = this.#subject.name === about?.name ? '' : `  ${about?.name ?? ''}`;
    const who = `${paint.strong(this.#subject.name)}${name} ${about?.version ?? ''}`.trimEnd();
    const twins = withTwins ? ` and ${cases.length === 1 ? 'its' : 'their'} twins` : '';
    this.#say(`${who}  ${paint.faint(`${countText(cases)}${twins}, spec ${nameOfVersion(version)}`)}`);
  }

  /** What it is going to be asked is known: twins were derived meanwhile. */
  asked(cases: readonly Case[]): void {
    this.#telling.progress.total(cases.length);
  }

  found(finding: string): void {
    this.#say(`  ${this.#telling.look.paint.bad('!')} ${finding}`);
  }

  verdict(verdict: Verdict, asked: AskedCase): void {
    const { progress } = this.#telling;
    this.#verdicts.push(verdict);
    if (this.#late.delete(verdict.id)) progress.postponed(this.#late.size);
    if (!verdict.expected) {
      this.#unexpected.set(verdict.id, { verdict, asked });
      progress.unexpected(this.#unexpected.size);
    }
    progress.advance();
    this.#firsts.note(verdict);
  }

  late({ id }: LateVerdict): void {
    this.#telling.progress.postponed(this.#late.add(id).size);
  }

  slowed(): void {
    const mark = this.#telling.look.paint.faint('!');
    const slower =
      'we or this machine were late: from here on half as many cases are under way at once, and what was late is asked once more at the end';
    this.#say(`  ${mark} ${slower}`);
  }

  /** What is known so far, where the run ends before its time. */
  interrupted(): void {
    if (!this.#isTold) this.#tellUnexpected(this.#telling.group(this.#verdicts));
  }

  /** `further`: lines that belong to it. */
  concluded(conclusion: Conclusion, further: readonly string[] = []): void {
    const { look, titles, remarks: told, all, quiet } = this.#telling;
    if (quiet) {
      this.#tellUnexpected(conclusion);
      this.#say([...quietLines(conclusion, look.paint), ...further]);
      return;
    }
    const remarks = conclusion.remarks.filter((remark) => !told.has(remark));
    for (const remark of remarks) told.add(remark);
    const { name, typed = name, baselineFile } = this.#subject;
    const isBrief = isFlood(conclusion, all());
    const manner = { paint: look.paint, titles, isBrief, withoutBaseline: baselineFile === undefined, typed };
    const after = [...conclusionLines({ ...conclusion, remarks }, manner), ...further, ''];
    this.#tellUnexpected(conclusion, after);
    this.#say(after);
  }

  /** `after`: what comes below it. */
  #tellUnexpected(grouping: Grouping, after: readonly string[] = []): void {
    const { look, version, all, titles } = this.#telling;
    this.#isTold = true;
    const tell = (id: string, likeness?: Likeness) => this.#linesOf(id, likeness);
    const around = this.#saidLines + heightOf(after, look.width) + MOST_AT_THE_END;
    this.#say(unexpectedLines(grouping, { look, version, all: all(), around, titles, tell }));
  }

  #linesOf(id: string, likeness: Likeness | undefined): readonly string[] {
    const kept = this.#unexpected.get(id);
    if (!kept) return [];
    const { verdict, asked } = kept;
    const { look, version } = this.#telling;
    const focus = focusOn(verdict, { case: asked.case, rounds: asked.rounds() });
    const telling = { ...focus, likeness, version };
    const lines = failureLines(focus.verdict, focus.case, focus.outcome, look, telling);
    // Who tries it by hand finds the names and addresses of the first asking.
    const { case: c, first } = asked;
    return first ? lines.map((line) => asFirstAsked(c, first, line)) : lines;
  }

  /** What belongs to the progress and not to the result. */
  #sayAside(line: string): void {
    this.#telling.progress.clear();
    this.#saidLines += heightOf([line], this.#telling.look.width);
    sayAside(line);
  }

  #say(lines: string | readonly string[]): void {
    this.#telling.progress.clear();
    this.#saidLines += heightOf([lines].flat(), this.#telling.look.width);
    say(lines);
  }
}
