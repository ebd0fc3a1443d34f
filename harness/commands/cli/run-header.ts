import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newRunId, type RunHeader } from '../../record/index.ts';
import { commitOf } from './commit.ts';
import { kept } from './kept-library.ts';
import { signpostVersion } from './project.ts';

export type HeaderLine = Omit<RunHeader, 'type' | 'format'>;

type HeaderChoice = Pick<RunHeader, 'spec' | 'trust' | 'options' | 'implementations' | 'cases'>;

/** Of a run that begins now: what was asked for, and where it runs. */
export function runHeader(root: string, chosen: HeaderChoice): HeaderLine {
  const commit = commitOf(root);
  return {
    run: newRunId(),
    started: new Date().toISOString(),
    signpost: signpostVersion(),
    ...(commit !== undefined && { commit }),
    library: kept(root, 'digest', () => digestOfLibrary(root)),
    spec: chosen.spec,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    kernel: os.release(),
    ...(chosen.trust && { trust: chosen.trust }),
    options: chosen.options,
    implementations: chosen.implementations,
    cases: chosen.cases,
  };
}

/** Of all scenarios and clauses, name by name: two that are equal ask the same. */
export function digestOfLibrary(root: string): string {
  const hash = createHash('sha256');
  for (const folder of ['scenarios', path.join('fixtures', 'spec')]) {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
      const text = readFileSync(path.join(root, folder, name));
      hash.update(JSON.stringify([folder, name, text.length])).update(text);
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
