import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WriteStream } from 'node:tty';
import { ERASED_TO_END, LINE_START } from '../../base/index.ts';
import { progressOn } from './progress.ts';

function written(isTTY: boolean) {
  const texts: string[] = [];
  const stream: Partial<WriteStream> = {
    isTTY,
    columns: 80,
    write: (text: unknown) =>
      texts.push(String(text).replaceAll(LINE_START, '').replaceAll(ERASED_TO_END, '')) > 0,
  };
  return { stream: stream as WriteStream, texts };
}

test('the line says how many were late and are still to be asked once more', () => {
  const { stream, texts } = written(true);
  using progress = progressOn(stream);
  progress.start('reference', 3);
  progress.advance();
  progress.postponed(2);
  progress.postponed(1);
  progress.advance();
  progress.postponed(0);
  assert.deepEqual(texts, [
    'reference  0/3',
    'reference  1/3',
    'reference  1/3, 2 to be asked once more',
    'reference  1/3, 1 to be asked once more',
    'reference  2/3, 1 to be asked once more',
    'reference  2/3',
  ]);
});

test('whoever starts next has nothing to be asked once more', () => {
  const { stream, texts } = written(true);
  using progress = progressOn(stream);
  progress.start('one', 1);
  progress.postponed(1);
  progress.start('two', 1);
  assert.equal(texts.at(-1), 'two  0/1');
});
