import { isProgram } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';

/** Debian packages, by program, where the name differs or the obvious package is too old. */
const DEBIAN: Readonly<Record<string, string>> = {
  // Debian 12 also has `cargo`, which is 1.63 and too old for most crates of today.
  cargo: 'cargo-web',
  cc: 'gcc',
  go: 'golang-go',
  java: 'default-jre-headless',
  node: 'nodejs',
  pip: 'python3-pip',
};

/** Programs that are not on PATH. */
export async function missingTools(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(programs.map(isProgram));
  return programs.filter((_, i) => !found[i]);
}

export function toolMissing(...programs: readonly string[]): AdapterError {
  const packages = programs.map((program) => DEBIAN[program] ?? program);
  const are = programs.length === 1 ? 'is' : 'are';
  const what = `${programs.join(' and ')} ${are} needed to build it, and ${are} not on PATH`;
  return new AdapterError('tool-missing', what, `on Debian: apt-get install ${packages.join(' ')}`);
}
