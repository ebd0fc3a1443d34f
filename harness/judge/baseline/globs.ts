import { fits } from '../../evidence/index.ts';

/** What the globs of one reason stand for, and what they must not cover. */
export interface GlobTask {
  /** Each has a line of its own, with the same status and reason. */
  readonly ids: readonly string[];
  /** All ids that may not be covered as well. */
  readonly others: readonly string[];
}

/** Fewer lines than this are better read one by one. */
const FEWEST = 3;

/** Glob → the ids that it stands for, the one with most first. What no glob stands for is left out. */
export function globsFor({ ids, others }: GlobTask): ReadonlyMap<string, readonly string[]> {
  const globs = new Map<string, readonly string[]>();
  const sound = soundGlobs(ids, others);
  const left = new Set(ids);
  for (;;) {
    const [best, covered] = widest(sound, left);
    if (covered.length < FEWEST) return globs;
    globs.set(best, covered);
    for (const id of covered) left.delete(id);
  }
}

function soundGlobs(
  ids: readonly string[],
  others: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, number>();
  for (const glob of ids.flatMap(globsOver)) counts.set(glob, (counts.get(glob) ?? 0) + 1);
  const sound = [...counts].filter(
    ([glob, count]) => count >= FEWEST && !others.some((id) => fits(glob, id)),
  );
  return new Map(sound.map(([glob]) => [glob, ids.filter((id) => fits(glob, id))]));
}

type Cover = readonly [glob: string, covered: readonly string[]];

/** Of those that stand for equally many, the one that says most. */
function widest(globs: ReadonlyMap<string, readonly string[]>, left: ReadonlySet<string>): Cover {
  let best: Cover = ['', []];
  for (const [glob, ids] of globs) {
    const covered = ids.filter((id) => left.has(id));
    const more = covered.length - best[1].length;
    if (more > 0 || (more === 0 && glob.length > best[0].length)) best = [glob, covered];
  }
  return best;
}

/** The globs that a reader would write for a case, of the family, the file, the variant and the twin: `no-srv-found#*~wk-cert-*`. */
function globsOver(id: string): readonly string[] {
  const [, family = '', name = '', variant, twin] =
    /^([^/]*)\/([^#~]*)(?:#([^~]*))?(?:~(.*))?$/.exec(id) ?? [];
  const names = [name, ...beginnings(name), '*'].map((one) => `${family}/${one}`);
  const variants = variant === undefined ? [''] : ['#*', ...[variant, ...beginnings(variant)].map(ofVariant)];
  const twins = twin === undefined ? [''] : ['~*', ...[twin, ...beginnings(twin)].map(ofTwin)];
  const globs = names.flatMap((file) => variants.flatMap((of) => twins.map((role) => `${file}${of}${role}`)));
  // What ends in `*` takes variants and twins along.
  const wide = [...names, `${family}/${name}*`, ...twins.map((role) => `*${role}`), '*'];
  return [...new Set([...globs, ...wide])].filter((glob) => glob.includes('*') && !glob.includes('**'));
}

const ofVariant = (word: string) => `#${word}`;
const ofTwin = (word: string) => `~${word}`;

/** `wk-*` and `wk-cert-*` of `wk-cert-of-other`. */
function beginnings(word: string): readonly string[] {
  const parts = word.split('-');
  return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('-')}-*`);
}
