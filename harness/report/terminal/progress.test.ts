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
  using progress = progressOn(stream, 'xterm');
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

test('a dumb terminal is told like a log', () => {
  const { stream, texts } = written(true);
  using progress = progressOn(stream, 'dumb');
  progress.start('reference', 3);
  progress.advance();
  assert.deepEqual(texts, []);
});

test('whoever starts next has nothing to be asked once more', () => {
  const { stream, texts } = written(true);
  using progress = progressOn(stream, 'xterm');
  progress.start('one', 1);
  progress.postponed(1);
  progress.start('two', 1);
  assert.equal(texts.at(-1), 'two  0/1');
});

test('before anybody knows how much there is, no sum is told; what is unexpected is counted', () => {
  const { stream, texts } = written(true);
  using progress = progressOn(stream, 'xterm');
  progress.start('naive');
  progress.advance();
  progress.total(9);
  progress.unexpected(1);
  assert.deepEqual(texts, ['naive', 'naive  1/9', 'naive  1/9, 1 unexpected']);
});

test('a long start says how long it takes; a log hears of it after two seconds, and then every ten', ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setInterval'] });
  let now = 0;
  mock.method(performance, 'now', () => now);
  const log = written(false);
  const terminal = written(true);
  using inLog = progressOn(log.stream);
  using onTerminal = progressOn(terminal.stream);
  inLog.start('synapse starts');
  onTerminal.start('synapse starts');
  for (let second = 1; second <= 13; second++) {
    now = second * 1000;
    mock.timers.tick(1000);
  }
  assert.deepEqual(log.texts, ['synapse starts, 2 s\n', 'synapse starts, 12 s\n']);
  assert.deepEqual(terminal.texts.slice(0, 3), [
    'synapse starts',
    'synapse starts, 2 s',
    'synapse starts, 3 s',
  ]);
  onTerminal.clear();
  now = 14_000;
  mock.timers.tick(1000);
  assert.equal(terminal.texts.at(-1), '', 'nothing is drawn over what somebody writes');
});
