import { setImmediate } from 'node:timers/promises';
import { type ControlCases, LastingWorld, Session, type SessionWatcher, type Subject } from '../run/index.ts';
import type { Case, SpecVersion } from '../scenario/index.ts';
import { againstEachOther, againstOracle, type Conduct, conductOf, type Finding } from './conduct.ts';
import { type Drawn, draw } from './draw.ts';
import { type RandomWorld, worldOf } from './random-world.ts';
import { relativeTo } from './relative.ts';
import { type ShrinkLimits, type Specimen, shrink } from './shrink.ts';

export interface HuntOptions {
  readonly seed: number;
  /** Worlds in which the text settles what is right; those between them in which it does not come along. */
  readonly count: number;
  readonly version: SpecVersion;
  readonly controls: ControlCases;
  /** One is held against the oracle; several against each other. */
  readonly subjects: readonly [Subject, ...Subject[]];
  readonly parallel?: number;
  /** How long to look for something plainer; a minute or so unless given. */
  readonly limits?: ShrinkLimits;
}

/** What the caller hears while a hunt goes on. */
export interface HuntWatcher {
  /** From now on steps are counted anew, up to `total`. */
  phase(name: string, total: number): void;
  step(count?: number): void;
  /** All worlds are made. */
  drawn(lot: readonly Drawn[]): void;
  /** Something that holds for the whole of it. */
  found(subject: string, finding: string): void;
  /** Somebody is wrong in this world, or differs from the other. */
  disagreement(names: Contest['names'], number: number): void;
}

export interface Hunt {
  readonly contests: readonly Contest[];
  /** Faults of ours or of an adapter: whom they hit is not judged by these. */
  readonly problems: readonly string[];
}

/** Somebody against the oracle, or two against each other. */
export interface Contest {
  readonly names: readonly [string] | readonly [string, string];
  /** Worlds that say something about them, and those that do not: they cannot be asked, or nothing would be proved. */
  readonly compared: number;
  readonly mute: number;
  /** By what is wrong, the most frequent first. */
  readonly disagreements: readonly Disagreement[];
  /** What showed, and did not when the same world was asked for once more. */
  readonly unsteady: readonly string[];
}

export interface Disagreement {
  /** Numbers of the worlds that show it. */
  readonly worlds: readonly number[];
  /** The plainest world that shows it. */
  readonly specimen: Specimen;
  /** It was not tried to make it plainer: there are too many kinds. */
  readonly unshrunk?: true;
}

/** How many kinds of disagreement are worth the time it takes to make them plain. */
const MOST_SHRUNK = 8;

/**
 * Random worlds take more of an implementation than the library's, redirects that go round and round for one: with fewer
 * at once each is decided long before its time is up, and hardly later.
 */
const PARALLEL = 16;

/** Worlds first: what a seed comes down to should not hang on the machine, as long as nobody is very slow. */
const LIMITS: ShrinkLimits = { batch: 24, worlds: 600, ms: 120_000 };

/** Draws the worlds, asks everybody in them, and makes plain what is wrong. */
export async function hunt(options: HuntOptions, watcher: HuntWatcher): Promise<Hunt> {
  const { subjects, count } = options;
  await using world = await LastingWorld.open();
  watcher.phase('making worlds', count);
  const taken = new Set<number>();
  const lot = await drawLot(options, watcher, taken);
  watcher.drawn(lot);
  const asked = subjects.length === 1 ? lot.filter((each) => !each.world.open) : lot;
  const problems: string[] = [];
  const parties: Party[] = [];
  try {
    for (const subject of subjects) {
      const party = await enter(world, subject, options, watcher);
      if (typeof party === 'string') {
        problems.push(`${subject.name} could not be judged: ${party}`);
        continue;
      }
      parties.push(party);
      watcher.phase(subject.name, asked.length);
      await party.ask(
        asked.map((each) => each.world.case),
        () => watcher.step(),
      );
    }
    if (parties.length < subjects.length) return { contests: [], problems };
    let last = 0;
    const nextId = () => `random/plainer-${++last}`;
    const contests: Contest[] = [];
    for (const pairing of pairingsOf(parties))
      contests.push(await settle(pairing, asked, { options, watcher, taken, nextId }));
    return { contests, problems: [...parties.flatMap((party) => party.problems()), ...world.problems] };
  } finally {
    for (const party of parties) await party.session[Symbol.asyncDispose]();
  }
}

async function drawLot(
  { seed, count, version }: HuntOptions,
  watcher: HuntWatcher,
  taken: Set<number>,
): Promise<Drawn[]> {
  const lot: Drawn[] = [];
  let settled = 0;
  for (const drawn of draw(seed, version, taken)) {
    lot.push(drawn);
    if (!drawn.world.open) {
      settled++;
      watcher.step();
    }
    if (settled === count) break;
    // A signal waits for its turn like everything else.
    if (lot.length % 32 === 0) await setImmediate();
  }
  return lot;
}

// ---- who is asked ----

interface Party {
  readonly session: Session;
  readonly name: string;
  ask(cases: readonly Case[], step: () => void): Promise<void>;
  /** What it did in a world that it was asked in. */
  conduct(id: string): Conduct | undefined;
  problems(): readonly string[];
}

async function enter(
  world: LastingWorld,
  subject: Subject,
  { controls, version, parallel = PARALLEL }: HuntOptions,
  watcher: HuntWatcher,
): Promise<Party | string> {
  const found = (finding: string) => watcher.found(subject.name, finding);
  const session = await Session.open(world, subject, { controls, version, parallel }, { found });
  if (typeof session === 'string') return session;
  const conducts = new Map<string, Conduct>();
  const problems = new Set<string>();
  return {
    session,
    name: session.name,
    async ask(cases, step) {
      const byId = new Map(cases.map((c) => [c.id, c]));
      const heard: SessionWatcher = {
        found,
        verdict(verdict) {
          const c = byId.get(verdict.id);
          if (c) conducts.set(verdict.id, conductOf(verdict, c, session.about));
          if (verdict.status === 'error')
            problems.add(`${session.name}: ${verdict.reasons[0]?.text ?? 'error'}`);
          step();
        },
      };
      await session.judge(cases, heard);
    },
    conduct: (id) => conducts.get(id),
    problems: () => [...problems],
  };
}

// ---- what is wrong ----

type Pairing = readonly [Party] | readonly [Party, Party];

function namesOf([a, b]: Pairing): Contest['names'] {
  return b === undefined ? [a.name] : [a.name, b.name];
}

/** What all pairings have in common. */
interface Tour {
  readonly options: HuntOptions;
  readonly watcher: HuntWatcher;
  readonly taken: Set<number>;
  /** A name is single-use within one process. */
  nextId(): string;
}

/** One alone is held against the oracle. */
function pairingsOf(parties: readonly Party[]): readonly Pairing[] {
  const [only, ...others] = parties;
  if (only === undefined) return [];
  if (others.length === 0) return [[only]];
  return parties.flatMap((a, index) => parties.slice(index + 1).map((b) => [a, b] as const));
}

/** What is wrong, in the words of the scenario: nothing in it hangs on the id of the world. */
function findingOf(pairing: Pairing, { case: c, open }: RandomWorld): Finding | undefined {
  const [a, b] = pairing;
  const [first, second] = [a.conduct(c.id), b?.conduct(c.id)];
  if (first === undefined) return undefined;
  const finding =
    b === undefined
      ? againstOracle(first)
      : second && againstEachOther([first, second], [a.name, b.name], open);
  return finding && { ...finding, text: relativeTo(c).sentence(finding.text) };
}

async function settle(pairing: Pairing, asked: readonly Drawn[], tour: Tour): Promise<Contest> {
  const names = namesOf(pairing);
  const kinds = new Map<string, Kind>();
  for (const drawn of asked) {
    const finding = findingOf(pairing, drawn.world);
    if (finding === undefined) continue;
    tour.watcher.disagreement(names, drawn.number);
    const kind = kinds.get(finding.key) ?? [];
    kinds.set(finding.key, [...kind, { drawn, finding }]);
  }
  const byFrequency = [...kinds.values()].sort((one, other) => other.length - one.length);
  const disagreements: Disagreement[] = [];
  const unsteady: string[] = [];
  for (const [index, kind] of byFrequency.entries()) {
    const first = shortest(kind);
    const worlds = kind.map(({ drawn }) => drawn.number);
    if (first === undefined) continue;
    if (index >= MOST_SHRUNK) {
      disagreements.push({ worlds, specimen: specimenOf(first), unshrunk: true });
      continue;
    }
    const specimen = await makePlain(specimenOf(first), pairing, tour);
    if (specimen) disagreements.push({ worlds, specimen });
    else unsteady.push(`world ${first.drawn.number}: ${first.finding.text}`);
  }
  const compared = asked.filter(({ world }) => isCompared(pairing, world)).length;
  const mute = asked.length - compared;
  return { names, compared, mute, disagreements: united(disagreements), unsteady };
}

type Kind = readonly { readonly drawn: Drawn; readonly finding: Finding }[];

/** The shortest file is most of the way to the plainest world. */
function shortest(kind: Kind): Kind[number] | undefined {
  const size = ({ drawn }: Kind[number]) => JSON.stringify(drawn.world.document).length;
  return [...kind].sort((one, other) => size(one) - size(other))[0];
}

function specimenOf({ drawn: { value, world }, finding }: Kind[number]): Specimen {
  return { value, world, finding };
}

function isCompared(pairing: Pairing, { case: { id } }: RandomWorld): boolean {
  return pairing.every((party) => {
    const status = party.conduct(id)?.status;
    return status !== undefined && status !== 'skip' && status !== 'error';
  });
}

function makePlain(start: Specimen, pairing: Pairing, tour: Tour): Promise<Specimen | undefined> {
  const { options, watcher, taken, nextId } = tour;
  const { limits = LIMITS } = options;
  watcher.phase(`${namesOf(pairing).join(' and ')}: making it plain`, limits.worlds);
  return shrink(start, {
    make: ({ design }) => worldOf(design, { id: nextId(), version: options.version, taken }),
    async look(worlds) {
      const cases = worlds.map((world) => world.case);
      for (const party of pairing) await party.ask(cases, () => {});
      watcher.step(worlds.length);
      return worlds.map((world) => findingOf(pairing, world));
    },
    limits,
  });
}

/** What seemed to be of several kinds is one where it comes down to the same world. */
function united(all: readonly Disagreement[]): readonly Disagreement[] {
  const byText = new Map<string, Disagreement>();
  for (const each of all) {
    const text = JSON.stringify(each.specimen.world.document);
    const known = byText.get(text);
    byText.set(text, known === undefined ? each : { ...known, worlds: [...known.worlds, ...each.worlds] });
  }
  return [...byText.values()];
}
