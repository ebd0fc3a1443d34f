/** See `kills`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { readRun } from '../harness/record/index.ts';

const [times = '20', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const SIGNPOST = 'harness/signpost.mjs';
/** The second program is wrong on purpose: a whole run ends with 1. */
const RUN = ['run', '-i', 'reference', '-i', 'python3 docs/examples/resolver.py', '--no-twins', 'srv/*'];
/** The kernel ends what was in a sandbox one after another. */
const LONGEST_END_MS = 10_000;

const VICTIMS = ['outside', 'holder', 'process 1', 'runner', 'program'] as const;
type Victim = (typeof VICTIMS)[number];

const folder = mkdtempSync(path.join(tmpdir(), 'signpost-kills-'));
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

console.log(`seed ${seed}: .ci/kills ${times} ${seed}`);
const random = randomFrom(Number(seed));
const mountsBefore = mounts();
const whole = await trial('whole');
if (whole.code !== 1) throw new Error(`a whole run ends with ${whole.code}: ${whole.stderr}`);
console.log(`a whole run takes ${Math.round(whole.ms)} ms`);
let faults = 0;
for (let n = 1; n <= Number(times); n++) {
  // Both are drawn always, so that each trial is the same whatever came of the one before.
  // The beginning, when files are made, is taken more often.
  const at = random() ** 2 * whole.ms;
  const wanted = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'outside';
  const { victim, code, signal, left, verdicts } = await trial(String(n), { at, wanted });
  const end = signal ?? `exit ${code}`;
  const record = verdicts === undefined ? 'no record' : `${verdicts} verdicts`;
  console.log(`${n}: ${victim ?? 'nobody (it was over)'} after ${Math.round(at)} ms: ${end}, ${record}`);
  for (const what of left) console.log(`  ! ${what}`);
  faults += left.length;
}
console.log(faults === 0 ? `${times} kills left nothing` : `${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;

interface Trial {
  readonly ms: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly victim: Victim | undefined;
  readonly verdicts: number | undefined;
  /** What should not be there, a sentence each. */
  readonly left: readonly string[];
}

async function trial(name: string, kill?: { readonly at: number; readonly wanted: Victim }): Promise<Trial> {
  mkdirSync(inFolder(name, 'tmp'), { recursive: true });
  const mark = `${folder}/${name}`;
  const started = performance.now();
  const child = spawn(process.execPath, [SIGNPOST, ...RUN, '--reports', inFolder(name, 'reports')], {
    env: {
      ...process.env,
      SIGNPOST_KILLS: mark,
      TMPDIR: inFolder(name, 'tmp'),
      XDG_CACHE_HOME: inFolder('cache'),
    },
  });
  child.stdout.resume();
  const ending = Promise.all([once(child, 'exit'), text(child.stderr)]);
  if (kill) await Promise.race([pause(kill.at), ending]);
  const victim = kill && killed(kill.wanted, child, mark);
  const [[code, signal], stderr] = await ending;
  const ms = performance.now() - started;
  const left = [...(await processesLeft(mark)), ...filesLeft(name), ...otherMounts()];
  const { verdicts, torn } = await recordOf(name);
  const mayEndWith: readonly unknown[] =
    victim === undefined || victim === 'program' ? [1, 2] : victim === 'outside' ? [null] : [1, 2];
  if (kill && !mayEndWith.includes(code)) left.push(`it ended with ${code}: ${stderr}`);
  if (/^ +at .*:\d+:\d+/m.test(stderr)) left.push(`a stack: ${stderr}`);
  return { ms, code, signal, stderr, victim, verdicts, left: [...left, ...torn] };
}

/** Kills the one that is wanted, or whoever of the run is there. */
function killed(wanted: Victim, child: ChildProcess, mark: string): Victim | undefined {
  const there = new Map<Victim, number>();
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    there.set('outside', child.pid);
  for (const pid of processesOf(mark)) {
    const [program = '', ...words] = wordsOf(pid);
    const isOurs = words.includes(SIGNPOST) || words.some((word) => word.endsWith('/signpost.mjs'));
    if (pid === child.pid) continue;
    if (program === 'unshare' || program === 'setpriv') there.set('holder', pid);
    else if (program === 'sh' && isOurs) there.set('process 1', pid);
    else if (isOurs) there.set('runner', pid);
    else there.set('program', pid);
  }
  const victim = there.has(wanted) ? wanted : [...there.keys()].at(-1);
  const pid = victim && there.get(victim);
  if (pid === undefined) return undefined;
  try {
    process.kill(pid, 'SIGKILL');
    return victim;
  } catch {
    return undefined;
  }
}

function processesOf(mark: string): number[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`SIGNPOST_KILLS=${mark}`);
    } catch {
      return false;
    }
  });
}

function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

async function processesLeft(mark: string): Promise<string[]> {
  const until = performance.now() + LONGEST_END_MS;
  while (processesOf(mark).length > 0) {
    if (performance.now() > until)
      return processesOf(mark).map((pid) => `process ${pid} is left: ${wordsOf(pid).join(' ')}`);
    await pause(10);
  }
  return [];
}

function mounts(): string {
  return readFileSync('/proc/self/mountinfo', 'utf8');
}

function otherMounts(): string[] {
  return mounts() === mountsBefore ? [] : ['the mounts are others'];
}

function filesLeft(name: string): string[] {
  const temporary = readdirSync(inFolder(name, 'tmp')).filter((file) => !file.startsWith('tsx-'));
  const drafts = filesBelow(inFolder('cache')).filter((file) => /scratch\/.|\.[\w-]{8,}$|\.tmp$/.test(file));
  const reports = namesIn(inFolder(name, 'reports'));
  const records = reports.filter((file) => file.endsWith('.jsonl') && file !== 'latest.jsonl');
  const odd = reports.filter((file) => file.startsWith('.'));
  if (
    reports.includes('latest.jsonl') &&
    records[0] !== readlinkSync(inFolder(name, 'reports', 'latest.jsonl'))
  )
    odd.push('latest.jsonl');
  return [...temporary, ...drafts, ...odd].map((file) => `file ${file} is left`).concat(keptFaults());
}

/** Files that other runs go on from: what is sealed they verify themselves, so that it need only not be empty. */
function keptFaults(): string[] {
  const kept = filesBelow(inFolder('cache', 'signpost', 'pki'));
  return kept
    .filter((file) => lstatSync(path.join(folder, file)).size === 0)
    .map((file) => `${file} is empty`);
}

async function recordOf(name: string): Promise<{ verdicts: number | undefined; torn: string[] }> {
  const [file] = namesIn(inFolder(name, 'reports')).filter(
    (one) => one.endsWith('.jsonl') && one !== 'latest.jsonl',
  );
  if (file === undefined) return { verdicts: undefined, torn: [] };
  try {
    const { verdicts } = await readRun(inFolder(name, 'reports', file));
    return { verdicts: verdicts.length, torn: [] };
  } catch (error) {
    return { verdicts: undefined, torn: [`the record cannot be read: ${String(error)}`] };
  }
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

function filesBelow(place: string): string[] {
  return namesIn(place).flatMap((name) => {
    const file = path.join(place, name);
    return lstatSync(file).isDirectory() ? filesBelow(file) : [path.relative(folder, file)];
  });
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function randomFrom(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
