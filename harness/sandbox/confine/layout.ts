import { dirname, join, relative } from 'node:path';
import { depthOf, isWithin, nearestAround } from './paths.ts';
import type { Shown } from './what-to-show.ts';

/** How hidden places are covered, and what is put back into them: work for `mkdir`, the shell and `mount -a`, in this order. */
export interface Layout {
  /** One folder in the stage for each place that is covered: what is seen there instead. */
  readonly covers: readonly string[];
  /** Folders and empty files to make in the stage, on which the rest is mounted. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Links to make in the stage: a program finds itself, and what lies beside it, by where its link leads. */
  readonly links: readonly { readonly to: string; readonly place: string }[];
  readonly mounts: readonly Mount[];
}

export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly options: string;
}

export interface LayoutOf {
  readonly hidden: readonly string[];
  readonly shown: readonly Shown[];
  /** Folders that are there, if only as empty ones: its home, where it runs. */
  readonly present: readonly string[];
  /** An empty memory, in which the covers are made before they are laid over the places. */
  readonly stage: string;
  readonly isFolder: (path: string) => boolean;
  readonly isLink: (path: string) => boolean;
}

const READ = 'bind,ro';
/** Without a flag of its own `mount` would leave a bind as it finds it, which is read-only by then. */
const WRITE = 'bind,nosuid,nodev';
/** With what was put into it. */
const COVER = 'rbind,nosuid,nodev';

export function layoutOf({ hidden, shown, present, stage, isFolder, isLink }: LayoutOf): Layout {
  const binds = mostGiving(shown);
  const covers = toCover(hidden, binds);
  const numbers = new Map(covers.map((place, number) => [place, number]));
  const staged = (path: string) => {
    const cover = nearestAround(path, covers, (one) => one);
    return cover === undefined ? path : join(stage, String(numbers.get(cover)), relative(cover, path));
  };
  const needed = binds.filter((bind) => isNeeded(bind, binds, covers));
  const asLink = ({ source, target }: Shown) =>
    source !== target && !isFolder(source) && isLink(target) && staged(target) !== target;
  const links = needed.filter(asLink).map(({ source, target }) => ({ to: source, place: staged(target) }));
  const put = needed.filter((bind) => !asLink(bind));
  const [folders, files]: [Set<string>, Set<string>] = [new Set(), new Set()];
  for (const { source, target } of put) {
    if (isInBind(target, put, covers)) continue;
    const place = staged(target);
    if (place === target) continue;
    (isFolder(source) ? folders : files).add(place);
    addAround(place);
  }
  for (const { place } of links) addAround(place);
  for (const path of present) {
    const place = staged(path);
    if (place === path || isInBind(path, put, covers)) continue;
    folders.add(place);
    addAround(place);
  }
  // Each of them is named, not only the innermost: it has to be one that the program may write to.
  function addAround(place: string): void {
    for (let folder = dirname(place); depthOf(folder) > depthOf(stage); folder = dirname(folder))
      folders.add(folder);
  }
  const byDepth = (a: string, b: string) => depthOf(b) - depthOf(a);
  const inside = covers.toSorted(byDepth).flatMap((cover): readonly Mount[] => [
    ...put
      .filter(({ target }) => nearestAround(target, covers, (one) => one) === cover)
      .map(({ source, target, write }) => ({
        source,
        target: staged(target),
        options: write ? WRITE : READ,
      })),
    ...covers
      .filter((other) => other !== cover && coverAround(other, covers) === cover)
      .map((other) => layOver(other, join(staged(cover), relative(cover, other)))),
  ]);
  const outside = put.filter(({ target }) => staged(target) === target);
  const outermost = covers.filter((cover) => coverAround(cover, covers) === undefined);
  function layOver(cover: string, target: string): Mount {
    return { source: join(stage, String(numbers.get(cover))), target, options: COVER };
  }
  return {
    covers: covers.map((_, number) => join(stage, String(number))),
    folders: [...folders].sort(),
    files: [...files].sort(),
    links,
    mounts: [
      ...inside,
      ...outside.map(({ source, target }) => ({ source, target, options: WRITE })),
      // Under the cover that holds the stage nothing of it can be reached any more.
      ...outermost
        .toSorted((a, b) => Number(isWithin(stage, a)) - Number(isWithin(stage, b)))
        .map((cover) => layOver(cover, cover)),
    ],
  };
}

/** Of several for one place the one that may be written to, outer places first. */
function mostGiving(shown: readonly Shown[]): readonly Shown[] {
  const byTarget = new Map<string, Shown>();
  for (const one of shown) if (one.write || !byTarget.has(one.target)) byTarget.set(one.target, one);
  return [...byTarget.values()].sort(
    (a, b) => depthOf(a.target) - depthOf(b.target) || (a.target < b.target ? -1 : 1),
  );
}

/** Hidden places to cover: not those in another that shows nothing around them, nor those that are shown as they are. */
function toCover(hidden: readonly string[], binds: readonly Shown[]): readonly string[] {
  const covered = [...new Set(hidden)].filter((place) => !binds.some(({ target }) => target === place));
  return covered.filter((place) => {
    const around = nearestAround(
      place,
      covered.filter((other) => other !== place),
      (one) => one,
    );
    if (around === undefined) return true;
    return binds.some(({ target }) => isWithin(place, target) && isWithin(target, around));
  });
}

/** What is seen anyway, with the same rights, needs no mount. */
function isNeeded(bind: Shown, binds: readonly Shown[], covers: readonly string[]): boolean {
  const others = binds.filter((other) => other !== bind);
  const around = nearestAround(bind.target, others, ({ target }) => target);
  const cover = nearestAround(bind.target, covers, (one) => one);
  if (around !== undefined && (cover === undefined || depthOf(around.target) >= depthOf(cover)))
    return bind.write && !around.write;
  return cover !== undefined || bind.write;
}

function isInBind(path: string, binds: readonly Shown[], covers: readonly string[]): boolean {
  const around = nearestAround(
    path,
    binds.filter(({ target }) => target !== path),
    ({ target }) => target,
  );
  const cover = nearestAround(path, covers, (one) => one);
  return around !== undefined && cover !== undefined && depthOf(around.target) > depthOf(cover);
}

function coverAround(cover: string, covers: readonly string[]): string | undefined {
  return nearestAround(
    cover,
    covers.filter((other) => other !== cover),
    (one) => one,
  );
}

/** Whether a program with this layout sees what lies there. */
export function sees(path: string, { hidden, shown }: Pick<LayoutOf, 'hidden' | 'shown'>): boolean {
  const binds = mostGiving(shown);
  const cover = nearestAround(path, toCover(hidden, binds), (one) => one);
  if (cover === undefined) return true;
  const bind = nearestAround(path, binds, ({ target }) => target);
  return bind !== undefined && depthOf(bind.target) >= depthOf(cover);
}
