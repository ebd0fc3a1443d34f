/**
 * What a command ends with. The process inside tells it over a pipe that a program could take hold of, and can be killed before: so
 * it counts only with the word of the sandbox, and where a run is recorded, only as far as the record bears it out.
 */
import { constants } from 'node:os';
import { importSource } from './typescript.mjs';

/**
 * `program`: signals, as many as may come, are the business of a program inside, and the exit code is its own, whatever it is.
 * `recorded`: 0 and 1 are believed only where a record bears them out. `without`: what else can be done where there is no sandbox, the
 * beginning of a sentence.
 * @typedef {{ readonly program: boolean, readonly recorded: boolean, readonly without: string }} Manner
 */

/**
 * @typedef {{ readonly code: number | null, readonly signal: NodeJS.Signals | null }} End
 * @typedef {(signal: NodeJS.Signals) => boolean} HasCome
 */

/**
 * The exit code of a command, from what was told and seen of its process inside. Throws where there is none to believe.
 * @param {{
 *   told: import('./told.mjs').Told, end: End, said: string, manner: Manner, record: import('./record-proof.mjs').RecordProof,
 *   has: HasCome
 * }} seen  `said`: what the programs that make the sandbox wrote to stderr
 * @returns {Promise<number>}
 */
export async function exitCodeOf({ told, end, said, manner, record, has }) {
  const { entered, exitCode: code } = told;
  if (!entered && signalOf(end) === undefined) return await cannotEnter(manner.without, said.trim());
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
 * @param {import('./record-proof.mjs').RecordProof} record
 * @param {HasCome} has
 * @returns {Promise<number>}
 */
async function untold({ code, signal }, record, has) {
  const by = signalOf({ code, signal });
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
 * Shells say it with 128 and its number.
 * @param {End} end
 */
function signalOf({ code, signal }) {
  if (signal) return signal;
  const names = /** @type {[NodeJS.Signals, number][]} */ (Object.entries(constants.signals));
  return names.find(([, number]) => code === 128 + number)?.[0];
}

/**
 * The first need that is not met says it best.
 * @param {string} without
 * @param {string} said
 */
async function cannotEnter(without, said) {
  const { examine } = await importSource('sandbox/need.ts', () => import('./need.ts'));
  const { whatEnteringNeeds } = await importSource('sandbox/needs.ts', () => import('./needs.ts'));
  for await (const finding of examine(whatEnteringNeeds())) {
    if (finding.kind !== 'unmet') continue;
    const what = `${without}: cannot make the sandbox: ${finding.what}: ${finding.why}`;
    return await fault('sandbox-forbidden', what, finding.remedies.join('\n  '));
  }
  const { ownCommand } = await importSource('base/index.ts', () => import('../base/index.ts'));
  const last = said === '' ? '' : `, after: ${said}`;
  const hint = `see what \`${ownCommand('doctor')}\` says`;
  return await fault('sandbox-forbidden', `the sandbox ended before anything ran in it${last}`, hint);
}

/**
 * @param {import('../base/index.ts').HarnessErrorCode} code
 * @param {string} what
 * @param {string} hint
 * @returns {Promise<never>}
 */
async function fault(code, what, hint) {
  const { HarnessError } = await importSource('base/index.ts', () => import('../base/index.ts'));
  throw new HarnessError(code, what, hint);
}
