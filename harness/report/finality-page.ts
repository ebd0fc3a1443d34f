import type { FinalityEntry } from '../oracle/index.ts';
import { casesOf, fieldsOf, impossibleCells, impossibleText, mutantsText } from './finality-groups.ts';

const HEAD = `## Finality

Whatever goes wrong at the place that a step leads to, no other step is tried ([why](decisions/finality.md)). Each row is a step and
what goes wrong there; a case in which every wrong way from there is alive, and for each of these ways a mutant that takes it.

| step | after | case | mutants |
|---|---|---|---|`;

/** The finality matrix on the page of coverage. */
export function finalitySection(matrix: readonly FinalityEntry[]): string {
  const rows = fieldsOf(matrix).map(({ step, trouble, entries }) => {
    const owed = entries.some(({ lacks }) => lacks !== undefined) ? '**owed** ' : '';
    return `| ${step} | ${trouble} | ${casesOf(entries).map(link).join(' ')} | ${owed}${mutantsText(entries)} |`;
  });
  const impossible = impossibleCells(matrix).map((cells) => `* ${impossibleText(cells)}: ${cells.why}`);
  return `${[HEAD, ...rows, '', 'Not possible:', '', ...impossible].join('\n')}\n`;
}

const link = (id: string) => `[${id}](../scenarios/${id.replace(/#.*$/, '')}.json)`;
