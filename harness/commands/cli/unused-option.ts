import { HarnessError, pageOf } from '../../base/index.ts';
import type { Subject } from '../../run/index.ts';

/** Options that are about some implementations and no others. */
interface ChosenOptions {
  readonly binary?: string | undefined;
  readonly keepData?: boolean | undefined;
}

/** Throws where something was asked for that none of those that are asked has any use for. */
export function requireUse({ binary, keepData }: ChosenOptions, subjects: readonly Subject[]): void {
  const [first] = subjects;
  if (first === undefined) return;
  if (binary !== undefined && !subjects.some(({ usesBinary }) => usesBinary)) throw binaryUnused(first);
  if (keepData && !subjects.some(hasDataFolder)) throw noData(first);
}

/** Whether it is a homeserver that we start, in a data folder of ours. */
export function hasDataFolder({ description, attached }: Subject): boolean {
  return description?.kind === 'homeserver' && !attached;
}

function binaryUnused({ name, baselineFile, attached }: Subject): HarnessError {
  const what = '--binary is the program that {binary} stands for in an implementation.json';
  if (attached)
    return new HarnessError('option-unused', `${what}, and ${name} is started already`, 'leave --binary out');
  if (baselineFile === undefined) {
    const hint = `give with -i a folder that has one (${pageOf('drive-a-homeserver.md')}), or the whole command: -i './my-program --an-option'`;
    return new HarnessError('option-unused', `${what}, and ${name} has none`, hint);
  }
  const hint = 'write {binary} there where the program stands, or leave --binary out';
  return new HarnessError('option-unused', `${what}, and in that of ${name} there is no {binary}`, hint);
}

function noData({ name, attached }: Subject): HarnessError {
  const what = '--keep-data is about homeservers that Signpost starts';
  if (attached) {
    const hint = 'its data is where you told it to be';
    return new HarnessError('option-unused', `${what}, and you have started ${name} yourself`, hint);
  }
  const hint = 'leave --keep-data out, or name a homeserver with -i';
  return new HarnessError('option-unused', `${what}, and ${name} is none`, hint);
}
