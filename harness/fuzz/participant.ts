import type { Case } from '../model/index.ts';
import { type LastingWorld, Session, type SessionWatcher, type Subject } from '../run/index.ts';
import { type Behaviour, conductOf } from './behaviour.ts';
import type { HuntOptions, HuntWatcher } from './campaign.ts';

/**
 * Random worlds take more of an implementation than the library's, redirects that go round and round for one: with fewer
 * at once each is decided long before its time is up, and hardly later.
 */
const PARALLEL = 16;

/** Somebody who is asked, with what it did. */
export interface Participant {
  readonly session: Session;
  readonly name: string;
  ask(cases: readonly Case[], advance: () => void): Promise<void>;
  /** What it did in a world that it was asked in. */
  behaviour(id: string): Behaviour | undefined;
  problems(): readonly string[];
}

/** Starts somebody; settles with why not, if that is so. */
export async function enter(
  world: LastingWorld,
  subject: Subject,
  { controls, version, parallel = PARALLEL }: HuntOptions,
  watcher: HuntWatcher,
): Promise<Participant | string> {
  const found = (finding: string) => watcher.found(subject.name, finding);
  const session = await Session.open(world, subject, { controls, version, parallel }, { found });
  if (typeof session === 'string') return session;
  const conducts = new Map<string, Behaviour>();
  const problems = new Set<string>();
  return {
    session,
    name: session.name,
    async ask(cases, advance) {
      const byId = new Map(cases.map((c) => [c.id, c]));
      const heard: SessionWatcher = {
        found,
        verdict(verdict) {
          const c = byId.get(verdict.id);
          if (c) conducts.set(verdict.id, conductOf(verdict, c, session.about));
          if (verdict.status === 'error')
            problems.add(`${session.name}: ${verdict.reasons[0]?.text ?? 'error'}`);
          advance();
        },
      };
      await session.judge(cases, heard);
    },
    behaviour: (id) => conducts.get(id),
    problems: () => [...problems],
  };
}
