import { shownPage, visible } from '../../base/index.ts';
import type { Case, Machine } from '../../model/index.ts';
import { applies, nameOfVersion } from '../../oracle/index.ts';
import type { Look } from './look.ts';
import { questionParts } from './question-parts.ts';
import type { ViewedCase, ViewSource } from './viewed-case.ts';
import { worldTable } from './world-table.ts';

/** All there is to say of a case before anybody is asked: the same from the library and from a record. */
export function caseLines(viewed: ViewedCase, source: ViewSource, { paint }: Look): string[] {
  const { case: c } = viewed;
  const { version } = source;
  const heading = (text: string, lines: readonly string[]) => [
    '',
    paint.strong(text),
    ...lines.map((line) => `  ${line}`.trimEnd()),
  ];
  const outside = applies(c, version)
    ? []
    : [`not part of ${nameOfVersion(version)}: the case is skipped there`];
  return [
    `${paint.strong(c.id)}  ${c.title}`,
    ...[placeText(c), ...outside, ...(c.note ? [c.note] : [])].map((line) => `  ${line}`),
    ...heading('Asked for', askedLines(c)),
    ...heading('Clauses', clauseLines(c.clauses, source)),
    ...(c.see.length > 0 ? heading('See', c.see) : []),
    ...heading('World', worldTable(c)),
    ...questionParts(viewed, version, paint).flatMap(([text, lines]) => heading(text, lines)),
  ];
}

/** `scenarios/srv/two.json:14, variant b`. */
function placeText({ id, source: { file, line } }: Case): string {
  const variant = /#([^~]+)/.exec(id)?.[1];
  return `${visible(file)}${line === undefined ? '' : `:${line}`}${variant === undefined ? '' : `, variant ${variant}`}`;
}

function askedLines({ server, rounds, level, needs, machine }: Case): string[] {
  return [
    ...(rounds
      ? rounds.map(({ resolve }, index) => `question ${index + 1}: ${resolve.join(' and ')}`)
      : [server]),
    ...(level ? [`level ${level}`] : []),
    ...needs.map((need) => `needs ${need}`),
    ...machineLines(machine),
  ];
}

function machineLines({ search, ndots, loopback }: Machine = {}): string[] {
  return [
    ...(search ? [`on a machine with the search domain ${search.join(' ')}`] : []),
    ...(ndots === undefined ? [] : [`on a machine with ndots:${ndots}`]),
    ...(loopback ? ['alone on the addresses of the machine itself'] : []),
  ];
}

/** One line a clause, then each place of the specification and each page on how it is read here, once. */
function clauseLines(ids: readonly string[], { clause }: ViewSource): string[] {
  const found = ids.map((id) => ({ id, words: clause(id) }));
  const links = new Set(found.flatMap(({ words }) => words?.link ?? []));
  const pages = new Set(found.flatMap(({ words }) => words?.page ?? []).map(shownPage));
  const told = found.map(({ id, words }) => (words ? `${id} (${words.level})  ${words.text}` : id));
  return [...told, ...links, ...pages];
}
