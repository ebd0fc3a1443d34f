/**
 * Entering the sandbox: new user, network, mount and pid namespaces with a Node of their own in them.
 *
 * Plain JavaScript, because the process outside only starts this, passes signals on, and waits. What it gives as exit code in
 * the end it believes only for a reason: see `exit-code.mjs`.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { notedCall } from '../base/called-as.mjs';
import { limitOfFiles } from '../base/limit-of-files.mjs';
import { authorityFile } from './authority.mjs';
import { bundle } from './bundle.mjs';
import { exitCodeOf } from './exit-code.mjs';
import { hostSockets } from './host-sockets.mjs';
import { canWriteIdMaps, writeIdMaps } from './id-maps.mjs';
import { ticketFor } from './pass.mjs';
import { RecordProof } from './record-proof.mjs';
import { passSignalsOn } from './signals.mjs';
import { Told } from './told.mjs';
import { UNSHARE, UNSHARE_UNMAPPED } from './unshare.mjs';

const PIPE = 3;

/** Open files, without which it does not come so far that somebody inside could say what is lacking. */
const LEAST_FILES = 128;

/** Stderr as it was given to us; that of the programs that make the sandbox is kept until it is known whether it matters. */
const STDERR = 4;

/** The shell stays behind as process 1: it reaps orphans, and leaves Node the signals an ordinary process has. */
const INIT = `exec 2>&${STDERR} ${STDERR}>&-; "$@"; exit $?`;
/** The same, once the process outside has written who is who in the user namespace. */
const INIT_UNMAPPED = `echo unshared >&${PIPE}; read -r answer <&${PIPE}; [ "$answer" = mapped ] || exit 1; ${INIT}`;

/**
 * Runs a script of ours in a new sandbox and settles with its exit code.
 *
 * The sandbox ends when this process does, however it ends: the kernel kills `unshare` (`setpriv --pdeathsig`) and
 * with it everything inside, and the process inside ends when its pipe closes.
 * @param {string[]} script  file and arguments
 * @param {import('./exit-code.mjs').Manner} manner
 * @returns {Promise<number>}
 */
export async function enterSandbox(script, manner) {
  const mapped = !canWriteIdMaps();
  // Anybody may read this one: it tells our process 1 from others.
  const mark = `signpost-${randomBytes(16).toString('hex')}`;
  const command = [
    ...['--pdeathsig', 'KILL', 'unshare'],
    ...(mapped ? [...UNSHARE, 'sh', '-c', INIT] : [...UNSHARE_UNMAPPED, 'sh', '-c', INIT_UNMAPPED]),
    mark,
    process.execPath,
    ...script,
  ];
  const authority = await authorityFile();
  const pass = { pipe: PIPE, mark, authority, called: notedCall() };
  const child = spawn('setpriv', command, {
    stdio: ['inherit', 'inherit', 'pipe', 'pipe', 2],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, ...hostSockets(), ...ticketFor(pass) },
    // Without a terminal nobody else passes signals on, and a signal to our process group must not come twice.
    detached: !process.stdin.isTTY,
  });
  const pipe = /** @type {import('node:net').Socket} */ (child.stdio[PIPE]);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (said += String(text)));
  const word = randomBytes(16).toString('hex');
  const record = new RecordProof();
  // Lines for the process inside, which reads the word and the place of the bundle first.
  /** @type {string[] | undefined} */
  let held = [];
  const send = (/** @type {string} */ line) =>
    void (held ? held.push(line) : pipe.writable && pipe.write(line));
  // That one starts while we look for the bundle, which takes as long.
  const letIn = async () => {
    requireFiles();
    const made = await bundle();
    pipe.write([`${word}\n`, `${JSON.stringify(made ?? null)}\n`, ...(held ?? [])].join(''));
    held = undefined;
  };
  // `unshare` keeps a Ctrl-C until its child has ended, and then ends by it: the exit code comes this way instead.
  const told = new Told(word, {
    unshared() {
      if (mapped) return;
      // Where it cannot be done, the shell ends, and what is lacking is found out below.
      if (!wroteIdMaps(child.pid)) return void pipe.end();
      pipe.write('mapped\n');
      void letIn();
    },
    record: (place) => record.begun(place),
  });
  pipe.setEncoding('utf8').on('data', (text) => told.take(String(text)));
  pipe.on('error', () => {});
  if (mapped) void letIn();
  const signals = passSignalsOn(send, manner.program ? undefined : () => child.kill('SIGKILL'));
  try {
    const end = await ended(child);
    const insisted = signals.insisted();
    if (insisted) return 128 + constants.signals[insisted];
    return await exitCodeOf({ told, end, said, manner, record, has: signals.has });
  } finally {
    // Whoever insists must not take the exit code away in the last moment.
    if (!told.entered) signals.release();
    pipe.destroy();
    record.close();
  }
}

/** Ends as the system would end it, later, and in places where nobody knows why. */
function requireFiles() {
  const limit = limitOfFiles() ?? LEAST_FILES;
  if (limit < LEAST_FILES) throw Object.assign(new Error(`${limit} open files`), { code: 'EMFILE' });
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
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<import('./exit-code.mjs').End>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
