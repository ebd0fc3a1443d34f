/** What the pages name is there: files, links with their anchors, and the verbs of the command line. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import type { Verb } from './commands/cli/verb.ts';
import { VERBS } from './commands/verbs.mjs';

const ROOT = join(import.meta.dirname, '..');
const HARNESS = join(ROOT, 'harness');

/** Paths that a reader makes, or that a run writes. */
const MADE_BY_READERS = [
  /^scenarios\/srv\/my-case\.json$/,
  /^reports\//,
  /^harness\/adapters\/zoo\/homeserver/,
];

const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownIn('docs')];
const texts = new Map(pages.map((page) => [page, readFileSync(join(ROOT, page), 'utf8')]));

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

/** What each page has of a kind, and what of that is wrong, as `page: what`. */
function mistakes(found: (text: string, page: string) => Iterable<string>): string[] {
  return [...texts].flatMap(([page, text]) => [...found(text, page)].map((what) => `${page}: ${what}`));
}

test('every link of a page leads to a file, and to a heading in it', () => {
  let links = 0;
  const dead = mistakes((text, page) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^https?:/.test(target)) return [];
      links++;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
      if (!existsSync(join(ROOT, file))) return [target];
      return anchor === undefined || headings(file).includes(anchor) ? [] : [target];
    }),
  );
  assert.ok(links > 60);
  assert.deepEqual(dead, []);
});

/** As GitHub makes anchors of them. */
function headings(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

test('every path that a page names is there', () => {
  const rooms = readdirSync(HARNESS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = ['harness', 'docs', 'fixtures', 'scenarios', 'reports'];
  const names = [...folders, ...rooms.map(({ name }) => name)].join('|');
  // Not behind a letter, a slash or a dot: `a/docs/x` and `https://example.org/docs` begin elsewhere.
  const path = new RegExp(`(?<![\\w/.{-])(?:${names})/[\\w./-]*\\w(?:\\.\\w+|/)`, 'g');
  let paths = 0;
  const gone = mistakes((text) =>
    [...text.matchAll(path)].flatMap(([found]) => {
      if (MADE_BY_READERS.some((made) => made.test(found))) return [];
      paths++;
      return existsSync(join(ROOT, found)) || existsSync(join(HARNESS, found)) ? [] : [found];
    }),
  );
  assert.ok(paths > 20);
  assert.deepEqual(gone, []);
});

test('every verb that a page calls is one of the command line', () => {
  const verbs: readonly string[] = VERBS.map(({ name }) => name);
  let calls = 0;
  const unknown = mistakes((text) =>
    [...text.matchAll(/(?:npx |`|^ *|\$ )signpost +([a-z]+)/gm)].flatMap(([, verb = '']) => {
      calls++;
      return verbs.includes(verb) ? [] : [`signpost ${verb}`];
    }),
  );
  assert.ok(calls > 60);
  assert.deepEqual(unknown, []);
});

test('the README has a row for every verb', () => {
  const rows = new Set(
    [...(texts.get('README.md') ?? '').matchAll(/^\| `([a-z]+)/gm)].map(([, verb]) => verb),
  );
  const verbs: readonly Verb[] = VERBS;
  assert.deepEqual(
    verbs.filter(({ name, hidden }) => hidden !== true && !rows.has(name)).map(({ name }) => name),
    [],
  );
});

test('every page and file that the sources name is there', () => {
  const sources = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.m?ts$|\.mjs$/.test(file),
  );
  const gone = sources.flatMap((file) => {
    const text = readFileSync(join(HARNESS, file), 'utf8');
    return [
      ...text.matchAll(/(?<![\w/.{'"`-])(?:harness|docs|fixtures)\/[\w./-]*\w\.(?:md|mjs|ts|json)\b/g),
    ].flatMap(([found]) => (existsSync(join(ROOT, found)) ? [] : [`${file}: ${found}`]));
  });
  assert.deepEqual(gone, []);
});
