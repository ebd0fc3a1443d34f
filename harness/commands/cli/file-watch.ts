import { existsSync, type FSWatcher, lstatSync, readdirSync, realpathSync, watch } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error.ts';

/** So long nothing else has to come before a change is told: whoever saves writes many files at once, or one in several steps. */
const QUIET_MS = 40;
/** Whoever goes on writing is told of all the same. */
const LONGEST_MS = 150;

/** What is in a folder and says nothing about the sources of a program. */
const IGNORED = new Set(['node_modules', 'target', '__pycache__']);

/**
 * Tells which files have changed: those that were named, and all below named folders, but for hidden ones, `node_modules`, `target`,
 * and `__pycache__`. Folders are watched, never files, so that a file that is replaced by another is still watched.
 */
export class FileWatch implements Disposable {
  readonly #changed: (files: readonly string[]) => void;
  /** Below these nothing is watched, whoever names them. */
  readonly #except: readonly string[];
  readonly #watchers = new Map<string, FSWatcher>();
  /** Folders of which everything is meant. */
  readonly #whole = new Set<string>();
  readonly #given: readonly string[];
  /** What was named, and what names lead to. */
  readonly #named = new Set<string>();
  /** Folders above these, and links among the names: once one of them is another, so may be all below it. */
  readonly #above = new Set<string>();
  /** What was there when it was last looked at. */
  readonly #stamps = new Map<string, string>();
  readonly #touched = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #since = 0;

  /** Throws a `UsageError` where something is not there, or cannot be watched. `changed` gets what changed together, sorted. */
  constructor(
    paths: readonly string[],
    except: readonly string[],
    changed: (files: readonly string[]) => void,
  ) {
    this.#changed = changed;
    this.#except = except.map((one) => path.resolve(one));
    checkThere(paths);
    this.#given = paths.map((one) => path.resolve(one));
    for (const file of this.#given) this.#name(file);
  }

  /** It, and what it leads to now. From the top down: whatever comes meanwhile is seen by the watcher of the folder above. */
  #name(file: string): void {
    const real = realPathOf(file);
    if (real !== file) this.#above.add(file);
    for (const each of new Set([file, real])) {
      this.#named.add(each);
      for (const folder of foldersAbove(path.dirname(each))) {
        this.#above.add(folder);
        this.#watch(path.dirname(folder), { mayFail: true });
      }
      this.#watch(path.dirname(each));
      this.#look(each);
    }
  }

  /** Takes note of what is there, and watches it where it is a folder. */
  #look(file: string): void {
    this.#stamps.set(file, stampOf(file));
    if (!isFolder(file)) return;
    this.#whole.add(file);
    this.#watch(file);
    for (const name of namesIn(file)) {
      const inner = path.join(file, name);
      if (!this.#isIgnored(inner)) this.#look(inner);
    }
  }

  /** `mayFail`: not every folder far above may be read. */
  #watch(folder: string, { mayFail = false } = {}): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_event, name) => this.#happened(folder, name));
      const gone = () => {
        watcher.close();
        if (this.#watchers.get(folder) === watcher) this.#watchers.delete(folder);
      };
      watcher.on('error', gone);
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (mayFail || code === 'ENOENT' || code === 'ENOTDIR') return;
      const hint =
        code === 'ENOSPC' || code === 'EMFILE'
          ? ': name fewer files, or raise fs.inotify.max_user_watches'
          : '';
      throw new UsageError(`${folder} cannot be watched: ${message}${hint}`);
    }
  }

  #happened(folder: string, name: string | null): void {
    const file = name === null ? folder : path.join(folder, name);
    const isMeant = this.#named.has(file) || this.#above.has(file);
    if (!isMeant && (!this.#whole.has(folder) || this.#isIgnored(file))) return;
    this.#touched.add(file);
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), Math.min(QUIET_MS, this.#since + LONGEST_MS - now));
  }

  #tell(): void {
    this.#timer = undefined;
    const touched = [...this.#touched];
    this.#touched.clear();
    const files = touched.some((file) => this.#above.has(file))
      ? this.#changedAnywhere()
      : touched.flatMap((file) => this.#changedBelow(file));
    if (files.length > 0) this.#changed([...new Set(files)].sort());
  }

  /** What is other than when it was last looked at. A folder itself says nothing: what came with it does. */
  #changedBelow(file: string): readonly string[] {
    const before = this.#stampsWithin(file);
    for (const known of before.keys()) this.#stamps.delete(known);
    if (!isFolder(file)) this.#forget(file);
    this.#look(file);
    return differing(before, this.#stampsWithin(file));
  }

  /** All is named anew: watchers may be of folders that have gone, and names lead elsewhere. */
  #changedAnywhere(): readonly string[] {
    const before = new Map(this.#stamps);
    this.#closeAll();
    for (const known of [this.#stamps, this.#named, this.#above, this.#whole]) known.clear();
    for (const file of this.#given) this.#name(file);
    return differing(before, this.#stamps);
  }

  #stampsWithin(folder: string): ReadonlyMap<string, string> {
    return new Map([...this.#stamps].filter(([file]) => isWithin(file, folder)));
  }

  #closeAll(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** A folder that has gone is watched no more, so that one that comes in its place is. */
  #forget(folder: string): void {
    for (const [known, watcher] of this.#watchers) {
      if (!isWithin(known, folder)) continue;
      watcher.close();
      this.#watchers.delete(known);
      this.#whole.delete(known);
    }
  }

  #isIgnored(file: string): boolean {
    const name = path.basename(file);
    return name.startsWith('.') || name.endsWith('~') || IGNORED.has(name) || this.#except.includes(file);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#closeAll();
  }
}

/** Throws a `UsageError` where one of them is not there. */
export function checkThere(paths: readonly string[]): void {
  const missing = paths.find((one) => !existsSync(one));
  if (missing !== undefined) throw new UsageError(`there is no ${missing} to watch`);
}

/** The root excepted: this one, and those above it, the highest first. */
function foldersAbove(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [] : [...foldersAbove(above), folder];
}

/** Without links; the file itself where it is not there. */
function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Whether it is that folder, or lies in it. */
const isWithin = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(folder + path.sep);

const ABSENT = '';

/** Files that came, went, or are others now. */
function differing(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  const all = new Set([...before.keys(), ...now.keys()]);
  return [...all].filter((file) => (before.get(file) ?? ABSENT) !== (now.get(file) ?? ABSENT));
}

/** Of a file or a link what tells it from the one before; of a folder that it is one. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino, mode } = lstatSync(file);
    return isFolder(file) ? 'folder' : [mtimeMs, size, ino, mode].join(' ');
  } catch {
    return ABSENT;
  }
}

/** Links inside are not followed: they may lead in circles. */
function isFolder(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
