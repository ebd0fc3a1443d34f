import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../evidence/index.ts';
import { OwnWords } from './own-words.ts';
import { TextRing } from './text-ring.ts';

const failed: Answer = { kind: 'failed', message: 'no' };

function talking() {
  const log = new TextRing(10_000);
  const words = new OwnWords(log);
  const write = (text: string) => log.push(Buffer.from(text));
  const ask = () => {
    let end = () => {};
    const answer = words.during(() => new Promise((resolve) => (end = () => resolve(failed))));
    return { answer, end };
  };
  return { write, ask };
}

test('what is written while one question is under way belongs to it', async () => {
  const { write, ask } = talking();
  write('before ');
  const one = ask();
  write('own');
  one.end();
  const answer = await one.answer;
  write(' after');
  assert.deepEqual(answer, { ...failed, stderr: 'own' });
});

test('what is written while several are under way belongs to none', async () => {
  const { write, ask } = talking();
  const [one, two] = [ask(), ask()];
  write('whose');
  one.end();
  two.end();
  assert.deepEqual([await one.answer, await two.answer], [failed, failed]);
  const three = ask();
  write('own');
  three.end();
  assert.deepEqual(await three.answer, { ...failed, stderr: 'own' });
});

test('a question that began beside another and ended alone has no words of its own', async () => {
  const { write, ask } = talking();
  const one = ask();
  const two = ask();
  one.end();
  await one.answer;
  write('late');
  two.end();
  assert.deepEqual(await two.answer, failed);
});

test('the end is kept', async () => {
  const { write, ask } = talking();
  const one = ask();
  write(`${'x'.repeat(5000)}end`);
  one.end();
  const { stderr = '' } = await one.answer;
  assert.equal(stderr.length, 2048);
  assert.match(stderr, /xend$/);
});

test('the end is counted in octets', async () => {
  const { write, ask } = talking();
  const one = ask();
  write('日'.repeat(2000));
  one.end();
  const { stderr = '' } = await one.answer;
  assert.equal(stderr, '日'.repeat(682));
});

test('silence is not told', async () => {
  const { ask } = talking();
  const one = ask();
  one.end();
  assert.deepEqual(await one.answer, failed);
});
