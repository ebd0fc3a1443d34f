/**
 * Entering the sandbox: new user, network, mount and pid namespaces with a Node of their own in them.
 *
 * Plain JavaScript, because the process outside only starts this, passes signals on, and waits.
 */
import { spawn } from 'node:child_process';
import { readlinkSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { authorityFile } from './authority.mjs';
import { bundle } from './bundle.mjs';
import { loadTypeScript, typescriptFlags } from './typescript.mjs';
import { UNSHARE } from './unshare.mjs';

/**
 * How the process inside knows that it is inside: the pipe to the runner, the certificate file of our authority, the
 * namespaces that it must not be in, and where the bundle lies if there is one.
 * @typedef {{ pipe: number, authority: string, outside: { net: string, mnt: string }, bundle?: string }} Ticket
 */

const TICKET = 'SIGNPOST_INSIDE';
const PIPE = 3;

/** The shell stays behind as process 1: it reaps orphans, and leaves Node the signals an ordinary process has. */
const INIT = ['sh', '-c', '"$@"; exit $?', 'signpost'];

/**
 * Runs a script of ours in a new sandbox and settles with its exit code.
 *
 * The sandbox ends when this process does, however it ends: the kernel kills `unshare` (`setpriv --pdeathsig`) and
 * with it everything inside, and the process inside ends when its pipe closes.
 * @param {string[]} script  file and arguments
 * @param {{ ownSignals: boolean }} manner  whether signals are the business of a program inside, as many as may come
 * @returns {Promise<number>}
 */
export async function enterSandbox(script, { ownSignals }) {
  const made = await bundle();
  const command = [
    '--pdeathsig',
    'KILL',
    'unshare',
    ...UNSHARE,
    ...INIT,
    process.execPath,
    ...(made === undefined ? typescriptFlags() : []),
    ...script,
  ];
  const authority = await authorityFile();
  const ticket = JSON.stringify({ pipe: PIPE, authority, outside: namespaces(), bundle: made });
  const child = spawn('setpriv', command, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, [TICKET]: ticket },
    // Without a terminal nobody else passes signals on, and a signal to our process group must not come twice.
    detached: !process.stdin.isTTY,
  });
  const pipe = /** @type {import('node:net').Socket} */ (child.stdio[PIPE]);
  // `unshare` keeps a Ctrl-C until its child has ended, and then ends by it: the exit code comes this way instead.
  let told = '';
  pipe.setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  pipe.on('error', () => {});
  const { insisted, release } = passSignalsOn(pipe, ownSignals ? undefined : () => child.kill('SIGKILL'));
  try {
    const end = await ended(child);
    const signal = insisted();
    if (signal) return 128 + constants.signals[signal];
    if (told === '') return await cannotEnter(end);
    const code = told.match(/^exit (\d+)$/m)?.[1];
    if (code !== undefined) return Number(code);
    return end.code ?? 128 + (end.signal ? constants.signals[end.signal] : 0);
  } finally {
    // Whoever insists must not take the exit code away in the last moment.
    if (told === '') release();
    pipe.destroy();
  }
}

/**
 * The ticket of this process, if it is the one inside. Taking it lets go of it: programs started from here are not.
 * @returns {Ticket | undefined}
 */
export function insideTicket() {
  const text = process.env[TICKET];
  delete process.env[TICKET];
  if (text === undefined) return undefined;
  /** @type {Ticket} */
  const ticket = JSON.parse(text);
  const { net, mnt } = namespaces();
  // Furnishing anything but a namespace of our own would change the machine.
  if (net === ticket.outside.net || mnt === ticket.outside.mnt) return undefined;
  writeSync(ticket.pipe, 'entered\n');
  process.on('exit', (code) => tellExit(ticket.pipe, code));
  return ticket;
}

/**
 * @param {number} pipe
 * @param {number} code
 */
function tellExit(pipe, code) {
  try {
    writeSync(pipe, `exit ${code}\n`);
  } catch {
    // Nobody is there to be told.
  }
}

function namespaces() {
  return { net: readlinkSync('/proc/self/ns/net'), mnt: readlinkSync('/proc/self/ns/mnt') };
}

/** npm passes on what the terminal has sent to everybody: two at once are one. */
const SAME_MS = 100;

/**
 * A second one is for whoever did not end by the first.
 * @param {import('node:net').Socket} pipe
 * @param {(() => unknown) | undefined} insist
 */
function passSignalsOn(pipe, insist) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  /** @type {number | undefined} */
  let first;
  /** @type {NodeJS.Signals | undefined} */
  let second;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    first ??= performance.now();
    if (insist && performance.now() - first > SAME_MS) {
      second = signal;
      insist();
    }
    // A terminal has sent this one to everybody in the foreground already.
    const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    if (!fromTerminal && pipe.writable) pipe.write(`${signal}\n`);
  };
  for (const signal of signals) process.on(signal, pass);
  return {
    insisted: () => second,
    release() {
      for (const signal of signals) process.off(signal, pass);
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * The first need that is not met says it best.
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 */
async function cannotEnter({ signal }) {
  if (signal) return 128 + constants.signals[signal];
  await loadTypeScript();
  const { examine } = await import('./need.ts');
  const { whatEnteringNeeds } = await import('./needs.ts');
  const { HarnessError } = await import('../base/index.ts');
  for await (const finding of examine(whatEnteringNeeds())) {
    if (finding.kind !== 'unmet') continue;
    const what = `cannot make the sandbox: ${finding.what}: ${finding.why}`;
    throw new HarnessError('sandbox-forbidden', what, finding.remedies.join('\n  '));
  }
  const hint = 'see what was said above, and `signpost doctor`';
  throw new HarnessError('sandbox-forbidden', 'the sandbox ended before anything ran in it', hint);
}
