import type { Case, SpecVersion } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import {
  type Asker,
  type CaseResult,
  type LastingWorld,
  type LateResult,
  Pace,
  type Parents,
  type PlanOptions,
  plan,
  RunningSubject,
  runPlan,
  type Subject,
  subjectAsker,
  tooFewFiles,
} from '../run/index.ts';
import { unshownFailure } from './unshown-failure.ts';

/** The reference resolver or a mutant of it, and what it is asked. */
export interface PoolMember {
  readonly subject: Subject;
  readonly parents: Parents;
  readonly cases: ReadonlySet<Case>;
  judged(c: Case, result: CaseResult): void;
  /** A first asking that was late: another follows. */
  late(c: Case, result: LateResult): void;
}

export interface PoolOptions {
  readonly world: LastingWorld;
  readonly version: SpecVersion;
  /** All that anybody may be asked, in the order of asking. */
  readonly cases: readonly Case[];
  /** Called once for each case of each member, when it is done with. */
  readonly advance: () => void;
}

/** Asks several resolvers that live in this process at the same time, in one world. */
export class ResolverPool {
  /** Faults of ours, that make doubtful what was found. */
  readonly problems: string[] = [];
  readonly #options: PoolOptions;
  readonly #pace = new Pace();
  /** The oracle says the same for every mutant. */
  readonly #consult: (c: Case) => ReturnType<typeof consultRounds>;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#consult = remembering((c) => consultRounds(c, options.version));
  }

  async ask(members: readonly PoolMember[], options: PlanOptions = {}): Promise<void> {
    const { world, version, cases } = this.#options;
    const askers: Asker[] = [];
    for (const member of members) {
      const running = await RunningSubject.start(member.subject, version);
      if ('why' in running) this.problems.push(`${member.subject.name}: ${running.why}`);
      else askers.push(this.#askerOf(member, running));
    }
    // What one of them bears, all of them do.
    const about = askers[0]?.about;
    if (about === undefined) return;
    const few = tooFewFiles(Math.min(about.parallel, options.parallel ?? Number.POSITIVE_INFINITY));
    if (few !== undefined) {
      this.problems.push(few);
      return;
    }
    const asked = cases.filter((c) => members.some((member) => member.cases.has(c)));
    await runPlan(plan(asked, about, options), askers, {
      world,
      version,
      consult: this.#consult,
      pace: this.#pace,
    });
  }

  #askerOf({ subject, parents, cases, judged, late }: PoolMember, running: RunningSubject): Asker {
    const { world, advance } = this.#options;
    const doubt = (c: Case, why: string) => this.problems.push(`${subject.name} in ${c.id}: ${why}`);
    const { restart } = running;
    const consult = this.#consult;
    return subjectAsker(
      { world, running, parents, restart, asks: (c) => cases.has(c) },
      {
        judged(c, result) {
          advance();
          if (result.status === 'error') doubt(c, result.reasons[0]?.text ?? 'no reason is given');
          const unshown = unshownFailure(result, consult(c));
          if (unshown !== undefined) doubt(c, unshown);
          judged(c, result);
        },
        late,
        skipped: advance,
        failed(c, why) {
          advance();
          doubt(c, why);
        },
      },
    );
  }
}

function remembering<T>(of: (c: Case) => T): (c: Case) => T {
  const known = new Map<Case, { readonly value: T }>();
  return (c) => {
    const found = known.get(c) ?? { value: of(c) };
    known.set(c, found);
    return found.value;
  };
}
