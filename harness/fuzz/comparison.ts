import { againstEachOther, againstOracle, type BehaviourFault } from './behaviour.ts';
import type { Campaign } from './campaign.ts';
import type { Drawn } from './draw.ts';
import type { Participant } from './participant.ts';
import { type RandomWorld, worldOf } from './random-world.ts';
import { relativeTo } from './relative.ts';
import { type ShrinkLimits, type Specimen, shrink } from './shrink.ts';

/** Somebody against the oracle, or two against each other. */
export interface Comparison {
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

/** Worlds first: what a seed comes down to should not hang on the machine, as long as nobody is very slow. */
const LIMITS: ShrinkLimits = { batch: 24, worlds: 600, ms: 120_000 };

type Pairing = readonly [Participant] | readonly [Participant, Participant];

function namesOf([a, b]: Pairing): Comparison['names'] {
  return b === undefined ? [a.name] : [a.name, b.name];
}

/** One alone is held against the oracle. */
export function pairingsOf(participants: readonly Participant[]): readonly Pairing[] {
  const [only, ...others] = participants;
  if (only === undefined) return [];
  if (others.length === 0) return [[only]];
  return participants.flatMap((a, index) => participants.slice(index + 1).map((b) => [a, b] as const));
}

/** What is wrong, in the words of the scenario: nothing in it hangs on the id of the world. */
function findingOf(pairing: Pairing, { case: c, outcome }: RandomWorld): BehaviourFault | undefined {
  const [a, b] = pairing;
  const [first, second] = [a.behaviour(c.id), b?.behaviour(c.id)];
  if (first === undefined) return undefined;
  const questions = outcome.open.map(({ id }) => id);
  const finding =
    b === undefined
      ? againstOracle(first)
      : second && againstEachOther([first, second], [a.name, b.name], questions);
  return finding && { ...finding, text: relativeTo(c).sentence(finding.text) };
}

/** Finds what is wrong with them in all these worlds, and makes it plain. */
export async function settle(
  pairing: Pairing,
  asked: readonly Drawn[],
  campaign: Campaign,
): Promise<Comparison> {
  const names = namesOf(pairing);
  const kinds = new Map<string, Kind>();
  for (const drawn of asked) {
    const finding = findingOf(pairing, drawn.world);
    if (finding === undefined) continue;
    campaign.watcher.disagreement(names, drawn.number);
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
    const specimen = await makePlain(specimenOf(first), pairing, campaign);
    if (specimen) disagreements.push({ worlds, specimen });
    else unsteady.push(`world ${first.drawn.number}: ${first.finding.text}`);
  }
  const compared = asked.filter(({ world }) => isCompared(pairing, world)).length;
  const mute = asked.length - compared;
  return { names, compared, mute, disagreements: united(disagreements), unsteady };
}

type Kind = readonly { readonly drawn: Drawn; readonly finding: BehaviourFault }[];

/** The shortest file is most of the way to the plainest world. */
function shortest(kind: Kind): Kind[number] | undefined {
  const size = ({ drawn }: Kind[number]) => JSON.stringify(drawn.world.document).length;
  return [...kind].sort((one, other) => size(one) - size(other))[0];
}

function specimenOf({ drawn: { value, world }, finding }: Kind[number]): Specimen {
  return { value, world, finding };
}

function isCompared(pairing: Pairing, { case: { id } }: RandomWorld): boolean {
  return pairing.every((participant) => {
    const status = participant.behaviour(id)?.status;
    return status !== undefined && status !== 'skip' && status !== 'error';
  });
}

function makePlain(start: Specimen, pairing: Pairing, campaign: Campaign): Promise<Specimen | undefined> {
  const { options, watcher, taken, nextId } = campaign;
  const { limits = LIMITS } = options;
  watcher.phase(`${namesOf(pairing).join(' and ')}: making it plain`, limits.worlds);
  return shrink(start, {
    make: ({ design }) => worldOf(design, { id: nextId(), version: options.version, taken }),
    async look(worlds) {
      const cases = worlds.map((world) => world.case);
      for (const participant of pairing) await participant.ask(cases, () => {});
      watcher.advance(worlds.length);
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
