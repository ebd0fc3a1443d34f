import { type Attempts, attemptsOf } from './attempt.ts';
import type { Supposition } from './consultation.ts';
import type { Unreached } from './decision.ts';
import { type Inquiry, supposeOf } from './inquiry.ts';
import type { Target } from './outcome.ts';
import type { ValidStep } from './step.ts';
import { idAt, isUnknown, missingAt, type NamedPlace, type Try, triesAt } from './tries.ts';

/**
 * Tries places that stand in for each other: the addresses of a name, or the equal targets of an SRV answer. What is not
 * known of them goes one way together.
 */
export function attemptPlaces(
  q: Inquiry,
  step: ValidStep,
  places: readonly NamedPlace[],
  target: Target,
): Attempts[] {
  const tried = triesIn(q, places, target);
  const needs = tried.flatMap(({ place, tries }) => missingAt(place, tries, target));
  if (needs.length === 0) return sorted(q, tried, target);
  const unknown = tried.flatMap(({ tries }) => tries.filter(isUnknown));
  const to = [...new Set(unknown.map(({ endpoint }) => idAt(endpoint)))];
  return sorted(q, tried, target, supposeOf(q, { kind: 'connection', step, needs, to, target }));
}

/** The same, supposing the best of what is not known. */
export function attemptHopefully(q: Inquiry, places: readonly NamedPlace[], target: Target): Attempts[] {
  return sorted(q, triesIn(q, places, target), target, 'reached');
}

interface TriedPlace {
  readonly place: NamedPlace;
  readonly tries: readonly Try[];
}

const triesIn = (q: Inquiry, places: readonly NamedPlace[], target: Target): TriedPlace[] =>
  places.map((place) => ({ place, tries: triesAt(q, place, target) }));

function sorted(
  q: Inquiry,
  tried: readonly TriedPlace[],
  target: Target,
  supposed?: Supposition,
): Attempts[] {
  return tried.map(({ place, tries }) => {
    if (place.addresses.length > 0) return attemptsOf(q, tries, { ...target, of: 'target' }, supposed);
    const unreached: Unreached = { kind: 'no-address', name: place.name };
    return { good: [], unreached: [unreached], broken: [], uncertified: [] };
  });
}
