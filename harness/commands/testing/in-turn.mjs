/**
 * Runs the command lines of one file one after the other in this process, and writes what came of each into another: see
 * `callInTurn`. Plain JavaScript, so that what is compiled already is used, as by `signpost` itself.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundle, loadBundled } from '../../sandbox/bundle.mjs';

const [calls = '', ends = ''] = process.argv.slice(2);
let said = { stdout: '', stderr: '' };
for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
  // Before the command guards its output: what arrives here is what would be written.
  process[name].write = (/** @type {Uint8Array | string} */ chunk) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
}
const folder = await bundle();
const bundled = folder && loadBundled(folder, 'cli');
if (!bundled) throw new Error('there is no bundle of the command');
const before = { ...process.env };
const came = [];
for (const { args, env } of JSON.parse(readFileSync(calls, 'utf8'))) {
  said = { stdout: '', stderr: '' };
  process.exitCode = 0;
  Object.assign(process.env, env);
  await bundled.main(args, undefined, folder);
  for (const name of Object.keys(env)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  came.push({ code: Number(process.exitCode), ...said });
}
process.exitCode = 0;
writeFileSync(ends, JSON.stringify(came));
