import { closeSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { openNamed, visible } from '../../base/index.ts';
import { say } from '../../report/index.ts';
import { tellRecord } from '../../sandbox/index.ts';
import { matcherOf } from '../../scenario/index.ts';
import { type FailedBefore, failedBefore, isMeantBy, requireJudged } from './failed-before.ts';
import { UsageError } from './usage-error.ts';

/** As records are read. */
const MOST_BYTES = 500 * 2 ** 20;

/**
 * Says that there is nothing to ask again, and with which exit code. The record of the earlier run is what proves that
 * one: nothing was asked that could have changed it. So it is refused where it does not tell of all who are meant, `names` (undefined: all of whom
 * it tells), and of the cases that `selectors` mean.
 */
export async function tellNothingLeft(
  before: FailedBefore,
  selectors: readonly string[],
  names: readonly string[] = [...before.asked.keys()],
): Promise<0 | 1> {
  const { file, isWhole, mistakes, problems } = before;
  requireJudged(before, names);
  if (!isWhole)
    throw new UsageError(
      `nothing was unexpected in ${file} as far as it goes, and it does not go to its end: run without --failed`,
    );
  const [problem] = problems;
  if (problem !== undefined)
    throw new UsageError(`${file} proves nothing: ${visible(problem)}; run without --failed`);
  const asked = names.flatMap((name) => before.asked.get(name) ?? []);
  const unasked = selectors.find((one) => !asked.some((c) => isMeantBy([matcherOf(one)], c)));
  if (unasked !== undefined)
    throw new UsageError(`nothing that ${unasked} means was asked in ${file}: run without --failed`);
  const { descriptor } = openNamed(file, MOST_BYTES);
  tellRecord(path.resolve(file), descriptor);
  closeSync(descriptor);
  const what = `no case was unexpected in ${file}: there is nothing to ask again`;
  say(mistakes > 0 ? `${what}, and lines of a baseline to mend` : what);
  const earlier = path.basename(file) === 'latest.jsonl' ? await earlierWithFailures(before) : undefined;
  if (earlier) {
    const was = earlier.cases.size === 1 ? '1 case was' : `${earlier.cases.size} cases were`;
    say(
      `${was} unexpected in an earlier run, ${earlier.file}: name it after --failed to ask what that one left`,
    );
  }
  return mistakes > 0 ? 1 : 0;
}

/** So many records are looked at: whoever mends one case after the other asks single ones in between. */
const MOST_EARLIER = 5;

/** The newest record beside this one that is of the same implementations, and in which something was unexpected. */
async function earlierWithFailures({ file, unexpected }: FailedBefore): Promise<FailedBefore | undefined> {
  const folder = path.dirname(path.resolve(file));
  const own = path.basename(realpathSync(file));
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && name !== 'latest.jsonl');
  // They are named by their time.
  const earlier = names.toSorted().filter((name) => name < own);
  for (const name of earlier.slice(-MOST_EARLIER).reverse()) {
    const found = await failedBefore(path.join(folder, name)).catch(() => undefined);
    const isOfThem = found && [...unexpected.keys()].every((one) => found.unexpected.has(one));
    if (isOfThem && found.cases.size > 0) return found;
  }
  return undefined;
}
