import assert from 'node:assert/strict';
import type { Case } from '../../model/index.ts';
import type { Asker } from '../asker.ts';
import { type CaseResult, skippedResult } from '../case-result.ts';
import type { ParentEnd } from '../parent-end.ts';
import { skipText } from '../why-skipped.ts';
import { caseWith } from './cases.ts';

const PASS: CaseResult = { ...skippedResult(caseWith('any'), { kind: 'running' }), status: 'pass' };

/** A question that is under way until the test lets it end. */
interface UnderWay {
  readonly end: () => void;
  readonly fail: (why: string) => void;
  readonly free: () => void;
}

export interface FakeAsker extends Asker {
  end(id: string): Promise<void>;
  fail(id: string, why: string): Promise<void>;
  free(id: string): Promise<void>;
}

/** Writes into `log` what is asked and what came of it, after its name. Parents are proved once they have passed. */
export function fakeAsker(
  log: string[],
  { name = '', ...more }: { readonly name?: string } & Pick<Partial<Asker>, 'asks' | 'restart' | 'ask'> = {},
): FakeAsker {
  const ends = new Map<string, ParentEnd>();
  const underWay = new Map<string, UnderWay>();
  const tell = (...words: readonly string[]) => void log.push([name, ...words].filter(Boolean).join(' '));
  const act = async (id: string, on: (question: UnderWay) => void) => {
    const question = underWay.get(id);
    assert.ok(question, `${id} is not under way`);
    on(question);
    await quiet();
  };
  return {
    about: { name: 'fake', version: '1', can: ['connect'], parallel: 2 },
    parents: {
      note: ({ id }, _rounds, _about, { status }) =>
        void ends.set(id, status === 'error' ? 'error' : 'proved'),
      endOf: (id) => ends.get(id) ?? 'astray',
    },
    ask(c: Case, _rounds, free) {
      tell('ask', c.id);
      return new Promise((resolve, reject) => {
        const fail = (why: string) => reject(new Error(why));
        underWay.set(c.id, { end: () => resolve(PASS), fail, free });
      });
    },
    judged: (c, { status }) => tell(status, c.id),
    skipped: (c, skip) => tell('skip', `${c.id}:`, skipText(skip)),
    failed: (c, why) => tell('error', `${c.id}:`, why),
    late: (c, { late }) => tell('late', `${c.id}:`, late),
    slowed: () => tell('slowed'),
    end: (id) => act(id, ({ end }) => end()),
    fail: (id, why) => act(id, ({ fail }) => fail(why)),
    free: (id) => act(id, ({ free }) => free()),
    ...more,
  };
}

/** Passes everything at once. */
export const passing: Pick<Asker, 'ask'> = { ask: async () => PASS };

/** Everything that is under way has come to where it waits. */
export const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));
