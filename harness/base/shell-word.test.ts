import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { visible } from './printable.ts';
import { shellWord } from './shell-word.ts';

test('a shell reads a word as it was meant', () => {
  const WORDS = [
    ...[
      './my resolver',
      "it's",
      'python3 resolver.py',
      '',
      '-i',
      '#a',
      'a#b',
      '~',
      'a~b',
      '$HOME',
      '`id`',
      '!x',
      'a\\b',
      'mine=~/x',
      'a:~root',
      '=ls',
      'a!\u001bb',
      "it's a!b",
    ],
    ...['two\nlines', '\u001b[31mred', 'right\u202eleft', "both ' and \n"],
  ];
  for (const word of WORDS) {
    const typed = shellWord(word);
    assert.equal(visible(typed), typed);
    assert.equal(execFileSync('bash', ['-c', `printf '%s.' ${typed}`], { encoding: 'utf8' }), `${word}.`);
  }
});

test('what needs no quotes has none', () => {
  for (const word of [
    'reference',
    './my-resolver',
    'srv/fed#a~cert-of-target',
    'attach:http://127.0.0.1:8008',
  ])
    assert.equal(shellWord(word), word);
});
