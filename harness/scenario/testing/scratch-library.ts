import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Case } from '../../model/index.ts';
import { type Loaded, loadCases } from '../load.ts';

/** For tests: a project folder whose `scenarios/` has these files (`family/name.json` → text or value), until disposed. */
export function scratchLibrary(files: Readonly<Record<string, unknown>>) {
  const root = mkdtempSync(path.join(tmpdir(), 'signpost-scenarios-'));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, 'scenarios', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return {
    root,
    load: (...selectors: string[]): Loaded => loadCases({ root, selectors }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  };
}

/** A sound scenario with some top keys replaced. */
export function scenario(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    title: 'The server itself on port 8448 is reached',
    clauses: ['S6-a'],
    dns: { '@': { A: 'origin' } },
    hosts: { origin: { '8448': { cert: '@', homeserver: true } } },
    expect: { step: '6', connect: [{ to: 'origin:8448', host: '{@}', cert: '{@}' }] },
    ...changes,
  };
}

/** The one case of a sound scenario called `x/case`. */
export function caseOf(changes: Readonly<Record<string, unknown>>): Case {
  using library = scratchLibrary({ 'x/case.json': scenario(changes) });
  const { cases, problems } = library.load();
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  const [only] = cases;
  assert.ok(only);
  return only;
}

/** `line:column: what; hint` of every problem of one file. */
export function problemsOf(content: unknown): string[] {
  using library = scratchLibrary({ 'x/case.json': content });
  return library
    .load()
    .problems.map(({ position, what, hint }) =>
      [position && `${position.line}:${position.column}: `, what, hint && `; ${hint}`].join(''),
    );
}
