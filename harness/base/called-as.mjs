/**
 * How the user called this command, so that whatever we print to be typed can be pasted where it is read. Plain JavaScript,
 * because it is found out before TypeScript is loaded, by the process outside, and goes with the ticket to the one inside.
 */
import { basename, delimiter, dirname, relative, sep } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/**
 * @typedef {{
 *   readonly script: string, readonly real: string, readonly root: string, readonly cwd: string, readonly argv0: string,
 *   readonly packageName: string, readonly env: Readonly<Record<string, string | undefined>>
 * }} Invocation  the file that was started, as it was named and as it really is; the folder of our package; and what the shell had
 */

/** The name of the command, under `bin` in package.json. */
const BIN = 'signpost';
/** Where nobody called anything, as in a test of a single file. */
const USUAL = ['npx', BIN];
const KEY = 'signpost called as';

/**
 * The words to begin a command with.
 * @param {Invocation} call
 * @returns {readonly string[]}
 */
export function calledAs(call) {
  const { script, real, cwd, packageName } = call;
  // Fetched for this one call: only its name in the registry leads there again.
  if (real.includes(`${sep}_npx${sep}`)) return ['npx', packageName];
  if (isByPackageManager(call)) return byPackageManager(call.env);
  if (basename(script) !== BIN) return [nodeOf(call), shortest(script, cwd)];
  if (foldersOf(call.env).includes(dirname(script))) return [BIN];
  const short = shortest(script, cwd);
  return [short.includes(sep) ? short : `.${sep}${short}`];
}

/**
 * `npx`, `npm exec`, and scripts of a package.json find it from the working directory upwards.
 * @param {Invocation} call
 */
function isByPackageManager({ script, real, root, cwd, env }) {
  const isWithin = (/** @type {string} */ folder) => `${cwd}${sep}`.startsWith(`${folder}${sep}`);
  const own = env.npm_lifecycle_event !== undefined && isWithin(root);
  const linked = script.includes(`${sep}_npx${sep}`);
  return own || linked || [script, real].some((file) => isInstalledFor(file, isWithin));
}

/**
 * @param {string} file
 * @param {(folder: string) => boolean} isWithin
 */
function isInstalledFor(file, isWithin) {
  const at = file.indexOf(`${sep}node_modules${sep}`);
  return at >= 0 && isWithin(file.slice(0, at));
}

/**
 * @param {Invocation['env']} env
 * @returns {readonly string[]}
 */
function byPackageManager({ npm_config_user_agent: agent = '' }) {
  if (agent.startsWith('pnpm/')) return ['pnpm', 'exec', BIN];
  return agent.startsWith('yarn/') ? ['yarn', BIN] : USUAL;
}

/** @param {Invocation} call */
function nodeOf({ argv0, env }) {
  return foldersOf(env).includes(dirname(argv0)) ? basename(argv0) : argv0;
}

/** @param {Invocation['env']} env */
const foldersOf = ({ PATH = '' }) => PATH.split(delimiter);

/**
 * @param {string} file
 * @param {string} cwd
 */
function shortest(file, cwd) {
  const near = relative(cwd, file);
  return near.length < file.length ? near : file;
}

/**
 * From now on this is how we were called, here and in every thread that is started from here.
 * @param {readonly string[]} words
 */
export function noteCall(words) {
  setEnvironmentData(KEY, [...words]);
}

/**
 * What was noted.
 * @returns {readonly string[]}
 */
export function notedCall() {
  const noted = getEnvironmentData(KEY);
  return Array.isArray(noted) ? noted.map(String) : USUAL;
}
