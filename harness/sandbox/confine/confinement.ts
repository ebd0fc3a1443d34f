import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../base/index.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { type FileSystem, forgiving, thisMachine } from './file-system.ts';
import { FIRST_PROCESS } from './first-process.ts';
import { type HiddenPlaces, hiddenPlaces } from './hidden-places.ts';
import { type Identity, identityOf } from './identity.ts';
import { type LayoutOf, layoutOf, sees } from './layout.ts';
import { limitsOf, SCRATCH_SIZE } from './limits.ts';
import { type OwnMemory, ownMemory } from './own-memory.ts';
import { socketsOfMachine, socketsSeen } from './sockets.ts';
import { socketTable, tablesOf } from './tables.ts';
import { type Wish, whatToShow } from './what-to-show.ts';

/** What the user said of it. */
export interface ConfinementOptions {
  /** `--bind`: what programs see besides; paths count from the working directory. */
  readonly bind?: readonly Bind[];
  /** `--trust`: nothing is hidden, and whatever the user may write may be written. */
  readonly trust?: boolean;
  /** Folders in which records are written. */
  readonly reports?: readonly string[];
}

export interface Bind {
  readonly path: string;
  readonly write: boolean;
}

/** A program under test, before it is confined. */
export interface Unconfined {
  readonly argv: readonly string[];
  /** Added to our environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly cwd: string;
  /** Words in which paths may stand that it needs, if they are not those of `argv`, which differ from start to start. */
  readonly words?: readonly string[];
  /** What it is shown in any case. */
  readonly needs?: readonly string[];
  /** What it may write to. */
  readonly data?: readonly string[];
  /** It has to be user 0. */
  readonly root?: boolean;
}

/** What to start in its place. Descriptor 3 takes complaints of ours, which mean that it did not start. */
export interface Confined {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const CHECKOUT = join(import.meta.dirname, '../../..');
const NAMESPACES = ['unshare', '--mount', '--pid', '--ipc', '--propagation', 'private'];

/** How programs under test are kept to themselves, inside the sandbox: namespaces, what they see, who they are, limits. */
export class Confinement {
  readonly trust: boolean;
  readonly #options: ConfinementOptions;
  readonly #scratch: string;
  readonly #look: FileSystem = forgiving(thisMachine);
  #places: HiddenPlaces | undefined;
  #sockets: readonly string[] | undefined;
  readonly #tables = new Map<string, LayoutOf & { readonly file: string }>();

  constructor(options: ConfinementOptions = {}) {
    this.trust = options.trust ?? false;
    this.#options = options;
    this.#scratch = process.env.SIGNPOST_SCRATCH ?? '';
  }

  confine(program: Unconfined): Confined {
    const { argv, env, cwd } = program;
    const table = this.trust ? '-' : this.#tableFor(program).file;
    const stage = join(this.#scratch, 'stage');
    const { become } = this.#identity(program.root);
    const { processes, blocks } = limitsOf(read('/proc/loadavg'));
    const words = [table, stage, SCRATCH_SIZE, cwd, String(processes), String(blocks)];
    const outer = [...NAMESPACES, 'sh', '-c', FIRST_PROCESS, 'signpost', ...words];
    const { TMPDIR: _, ...clean } = cleanEnvironment(process.env);
    return {
      argv: [...outer, ...become, ...withEnvironment(env), ...argv],
      env: { ...clean, TMPDIR: this.trust ? this.#scratch : '/tmp' },
    };
  }

  /** A new folder that a program may write to, and we as well. */
  memory(name: string): Promise<OwnMemory> {
    return ownMemory(this.#scratch, name, this.owner);
  }

  /** Who a program's data must belong to; undefined: to us. */
  get owner(): number | undefined {
    return this.#identity(false).owner;
  }

  /** Paths in what it said that are there, and that it cannot see. */
  hiddenIn(text: string, program: Unconfined): readonly string[] {
    if (this.trust) return [];
    const layout = this.#tableFor(program);
    const named = text.match(/\/[^\s'"`:,;()<>[\]{}]+/g) ?? [];
    return [...new Set(named)].filter(
      (path) => this.#look.real(path) !== undefined && !sees(this.#look.real(path) ?? path, layout),
    );
  }

  /** What it is shown and may not read all the same: started as root, programs run as a user of no rights. */
  closedTo(program: Unconfined): readonly string[] {
    const { owner } = this;
    if (this.trust || owner === undefined) return [];
    const { shown } = this.#tableFor(program);
    const places = [...shown.map(({ source }) => source), program.cwd];
    return [...new Set(places)].filter((path) => !this.#look.isForAll(path, owner));
  }

  #identity(root = false): Identity {
    return identityOf({ uidMap: read('/proc/self/uid_map'), root, same: this.trust });
  }

  /** Looked for when the first program starts: the folder of the record is there by then. */
  get #hidden(): HiddenPlaces {
    const { HOME: home = '/' } = process.env;
    const { reports = ['reports'] } = this.#options;
    this.#places ??= hiddenPlaces(
      {
        home: [home, homedir()],
        checkout: CHECKOUT,
        cache: cacheFolder(),
        reports: reports.map((folder) => resolve(folder)),
      },
      this.#look,
    );
    return this.#places;
  }

  #tableFor({ argv, env, cwd, words = argv, needs = [], data = [] }: Unconfined) {
    const key = JSON.stringify([words, env, cwd, needs, data]);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = this.#makeTable(
      {
        argv: [argv[0] ?? '', ...words],
        words: [...Object.values(env), ...LIBRARIES.map((name) => env[name] ?? process.env[name] ?? '')],
        cwd,
        path: env.PATH ?? process.env.PATH,
        needs: [...needs, ...SYSTEM, ...FOR_ADAPTERS, process.env.SSL_CERT_FILE ?? ''].filter(
          (path) => path !== '',
        ),
        data,
        asked: (this.#options.bind ?? []).map(({ path, write }) => ({ path: resolve(path), write })),
      },
      createHash('sha256').update(key).digest('hex').slice(0, 16),
    );
    this.#tables.set(key, made);
    return made;
  }

  #makeTable(wish: Wish, name: string): LayoutOf & { readonly file: string } {
    const folder = join(this.#scratch, 'confined');
    const stage = join(this.#scratch, 'stage');
    for (const path of [folder, stage]) mkdirSync(path, { recursive: true });
    const setting: LayoutOf = {
      hidden: this.#hidden.all,
      shown: whatToShow(wish, this.#hidden, this.#look),
      present: [homedir(), wish.cwd].flatMap((path) => [path, this.#look.real(path) ?? path]),
      stage,
      isFolder: (path) => this.#look.kind(path) === 'folder',
      isLink: (path) => this.#look.link(path) !== undefined,
    };
    const { script, mounts } = tablesOf(layoutOf(setting), existsSync);
    const file = join(folder, name);
    const asked = wish.asked.map(({ path }) => path);
    this.#sockets ??= socketsOfMachine(process.env);
    writeFileSync(`${file}.sh`, script);
    writeFileSync(file, mounts);
    writeFileSync(`${file}.sockets`, socketTable(socketsSeen(this.#sockets, setting, asked)));
    return { ...setting, file };
  }
}

/** They may be links into `/run`. */
const SYSTEM = ['/etc/resolv.conf', '/etc/hosts', '/etc/nsswitch.conf'];

/** Of ours: what an adapter may import, which lies beside all that it must not see. */
const FOR_ADAPTERS = ['package.json', 'api'].map((name) => join(CHECKOUT, name));

/** Of the user's environment: folders from which programs load what they are made of. */
const LIBRARIES = ['PYTHONPATH', 'NODE_PATH', 'LD_LIBRARY_PATH', 'RUBYLIB', 'PERL5LIB', 'CLASSPATH'];

/** What a manifest adds is the program's alone: `LD_PRELOAD` in the shells around it would be code with our rights. */
function withEnvironment(env: Readonly<Record<string, string>>): readonly string[] {
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  // After `env`, a program with `=` in its name would be a variable.
  return given.length === 0 ? [] : ['env', ...given, 'sh', '-c', 'exec "$@"', 'sh'];
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
