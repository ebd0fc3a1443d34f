/**
 * What to say where the folder that we were started in was removed: nothing can be named or shown from there, and every
 * program started there complains. Undefined where it is there.
 * @returns {string | undefined}
 */
export function missingWorkingFolder() {
  try {
    process.cwd();
    return undefined;
  } catch {
    return 'error no-working-folder: the folder that this was started in is not there any more\n  cd to one that is\n';
  }
}
