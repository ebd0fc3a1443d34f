/**
 * Entering the sandbox: new user, network, mount and pid namespaces with a Node of their own in them.
 *
 * Plain JavaScript, because the process outside only starts this, passes signals on, and waits. What it gives as exit code in
 * the end it believes only for a reason: see `told.mjs` and `record-proof.mjs`.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { authorityFile } from './authority.mjs';
import { bundle } from './bundle.mjs';
import { canWriteIdMaps, writeIdMaps } from './id-maps.mjs';
import { ticketFor } from './pass.mjs';
import { RecordProof } from './record-proof.mjs';
import { passSignalsOn } from './signals.mjs';
import { Told } from './told.mjs';
import { loadTypeScript, typescriptFlags } from './typescript.mjs';
import { UNSHARE, UNSHARE_UNMAPPED } from './unshare.mjs';

const PIPE = 3;

/** The shell stays behind as process 1: it reaps orphans, and leaves Node the signals an ordinary process has. */
const INIT = '"$@"; exit $?';
/** The same, once the process outside has written who is who in the user namespace. */
const INIT_UNMAPPED = `echo unshared >&${PIPE}; read -r answer <&${PIPE}; [ "$answer" = mapped ] || exit 1; ${INIT}`;

/**
 * `program`: signals, as many as may come, are the business of a program inside, and the exit code is its own, whatever it is.
 * `recorded`: 0 and 1 are believed only where a record bears them out.
 * @typedef {{ readonly program: boolean, readonly recorded: boolean }} Manner
 */

/**
 * Runs a script of ours in a new sandbox and settles with its exit code.
 *
 * The sandbox ends when this process does, however it ends: the kernel kills `unshare` (`setpriv --pdeathsig`) and
 * with it everything inside, and the process inside ends when its pipe closes.
 * @param {string[]} script  file and arguments
 * @param {Manner} manner
 * @returns {Promise<number>}
 */
export async function enterSandbox(script, manner) {
  const made = await bundle();
  const mapped = !canWriteIdMaps();
  // Anybody may read this one: it tells our process 1 from others.
  const mark = `signpost-${randomBytes(16).toString('hex')}`;
  const command = [
    ...['--pdeathsig', 'KILL', 'unshare'],
    ...(mapped ? [...UNSHARE, 'sh', '-c', INIT] : [...UNSHARE_UNMAPPED, 'sh', '-c', INIT_UNMAPPED]),
    mark,
    process.execPath,
    ...(made === undefined ? typescriptFlags() : []),
    ...script,
  ];
  const authority = await authorityFile();
  const pass = { pipe: PIPE, mark, authority, ...(made !== undefined && { bundle: made }) };
  const child = spawn('setpriv', command, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, ...ticketFor(pass) },
    // Without a terminal nobody else passes signals on, and a signal to our process group must not come twice.
    detached: !process.stdin.isTTY,
  });
  const pipe = /** @type {import('node:net').Socket} */ (child.stdio[PIPE]);
  const word = randomBytes(16).toString('hex');
  const record = new RecordProof();
  // Lines for the process inside. The shell before it reads one of its own, and it reads the word first.
  /** @type {string[] | undefined} */
  let held = [];
  const send = (/** @type {string} */ line) =>
    void (held ? held.push(line) : pipe.writable && pipe.write(line));
  const letIn = (/** @type {string} */ answer) => {
    pipe.write([answer, `${word}\n`, ...(held ?? [])].join(''));
    held = undefined;
  };
  // `unshare` keeps a Ctrl-C until its child has ended, and then ends by it: the exit code comes this way instead.
  const told = new Told(word, {
    unshared() {
      if (mapped) return;
      // Where it cannot be done, the shell ends, and what is lacking is found out below.
      if (wroteIdMaps(child.pid)) letIn('mapped\n');
      else pipe.end();
    },
    record: (place) => record.begun(place),
  });
  pipe.setEncoding('utf8').on('data', (text) => told.take(String(text)));
  pipe.on('error', () => {});
  if (mapped) letIn('');
  const signals = passSignalsOn(send, manner.program ? undefined : () => child.kill('SIGKILL'));
  try {
    const end = await ended(child);
    const insisted = signals.insisted();
    if (insisted) return 128 + constants.signals[insisted];
    if (!told.entered) return await cannotEnter(end);
    return await believed(told.exitCode, { end, manner, record, has: signals.has });
  } finally {
    // Whoever insists must not take the exit code away in the last moment.
    if (!told.entered) signals.release();
    pipe.destroy();
    record.close();
  }
}

/** @param {number | undefined} pid */
function wroteIdMaps(pid) {
  try {
    writeIdMaps(pid ?? 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @typedef {{ readonly code: number | null, readonly signal: NodeJS.Signals | null }} End
 * @typedef {(signal: NodeJS.Signals) => boolean} HasCome
 */

/**
 * The exit code that was told, where it can be believed. Throws where not.
 * @param {number | undefined} code
 * @param {{ end: End, manner: Manner, record: RecordProof, has: HasCome }} seen
 * @returns {Promise<number>}
 */
async function believed(code, { end, manner, record, has }) {
  if (code === undefined) return await untold(end, record, has);
  if (manner.program) return code;
  if (!MEANINGS.has(code) && code < 128) {
    const what = `the process inside the sandbox ended with ${code}, which no command of ours does`;
    return await fault('exit-code-unknown', what, 'this is a fault in Signpost itself, please report it');
  }
  const doubt = manner.recorded && code < 2 ? record.doubt(code) : undefined;
  if (doubt === undefined) return code;
  const where = record.file === '' ? '' : ` (${record.file})`;
  return await fault(
    'run-not-proven',
    `the run says that it ended with ${code}, and its record does not bear that out: ${doubt}${where}`,
    'do not trust this run. A program under test may have meddled with it, or the record was changed meanwhile: run it again',
  );
}

/** The exit codes that are told in the end of `--help`; above 128 are signals. */
const MEANINGS = new Set([0, 1, 2, 64]);

/**
 * It was ended before it could tell. A signal that came to us it had from us.
 * @param {End} end
 * @param {RecordProof} record
 * @param {HasCome} has
 * @returns {Promise<number>}
 */
async function untold({ code, signal }, record, has) {
  const by = signal ?? signalOf(code);
  if (by !== undefined && has(by)) return 128 + constants.signals[by];
  const how = by === undefined ? `ended with ${code} and did not say so` : `was ended by ${by}`;
  const far = record.file === '' ? '' : `; ${record.file} is readable up to there`;
  return await fault(
    'inner-process-killed',
    `the process inside the sandbox ${how}: what it was about to find is not known${far}`,
    'see whether the machine ran out of memory (dmesg), or who ended it, and run it again',
  );
}

/**
 * Shells say it this way.
 * @param {number | null} code
 */
function signalOf(code) {
  const names = /** @type {[NodeJS.Signals, number][]} */ (Object.entries(constants.signals));
  return names.find(([, number]) => code === 128 + number)?.[0];
}

/**
 * The first need that is not met says it best.
 * @param {End} end
 */
async function cannotEnter({ signal }) {
  if (signal) return 128 + constants.signals[signal];
  await loadTypeScript();
  const { examine } = await import('./need.ts');
  const { whatEnteringNeeds } = await import('./needs.ts');
  for await (const finding of examine(whatEnteringNeeds())) {
    if (finding.kind !== 'unmet') continue;
    const what = `cannot make the sandbox: ${finding.what}: ${finding.why}`;
    return await fault('sandbox-forbidden', what, finding.remedies.join('\n  '));
  }
  const hint = 'see what was said above, and `signpost doctor`';
  return await fault('sandbox-forbidden', 'the sandbox ended before anything ran in it', hint);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<End>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * @param {import('../base/index.ts').HarnessErrorCode} code
 * @param {string} what
 * @param {string} hint
 * @returns {Promise<never>}
 */
async function fault(code, what, hint) {
  await loadTypeScript();
  const { HarnessError } = await import('../base/index.ts');
  throw new HarnessError(code, what, hint);
}
