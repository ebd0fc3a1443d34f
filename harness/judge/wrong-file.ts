import { visible } from '../base/index.ts';
import type { HttpEvent } from '../evidence/index.ts';
import { listenerId, steady } from '../model/index.ts';
import type { Hop } from '../oracle/index.ts';
import type { RequestDetail } from './divergence/divergence.ts';
import { isRead, otherRequests, WELL_KNOWN } from './federation-request.ts';
import type { Failure, Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';

/** A well-known file, or what a redirect leads to, that was asked for in another way than it has to be, and never rightly. */
export interface WrongFile {
  readonly request: HttpEvent;
  readonly hop: Hop;
  readonly clause: string;
}

export function wrongFile({ case: c, outcome, events }: Evidence): WrongFile | undefined {
  const asked = (hop: Hop) =>
    events.find(
      (event): event is HttpEvent =>
        event.kind === 'http' &&
        event.path === hop.path &&
        [hop.listener, ...(hop.or ?? [])].includes(listenerId(event)),
    );
  const index = outcome.wellKnown.findIndex((hop) => asked(hop) === undefined);
  const [hop, before] = [outcome.wellKnown[index], outcome.wellKnown[index - 1]];
  if (hop === undefined) return undefined;
  const since = before && asked(before);
  const request = otherRequests(c, events).find(
    (one) => isRead(one) && isLike(one, hop) && (since === undefined || one.at >= since.at),
  );
  if (request === undefined) return undefined;
  const redirects = outcome.trace.filter(({ kind }) => kind === 'redirect');
  return { request, hop, clause: redirects[index - 1]?.clause ?? 'S3-a' };
}

/** The same file, by its name: with another query, in another folder or, after a redirect, in another place. */
function isLike(request: HttpEvent, hop: Hop): boolean {
  if (hop.path === WELL_KNOWN)
    return listenerId(request) === hop.listener && request.path.startsWith(WELL_KNOWN);
  const name = nameOf(hop.path);
  if (name !== '') return nameOf(request.path) === name;
  return listenerId(request) === hop.listener && bare(request.path) === bare(hop.path);
}

const bare = (path: string) => path.replace(/[?#].*$/s, '');
const nameOf = (path: string) => bare(path).replace(/^.*\//s, '');

/** No federation request at a wrong place: told as what it is. */
export function judgeFile(evidence: Evidence): Failure[] {
  const found = wrongFile(evidence);
  if (found === undefined) return [];
  const { request, hop, clause } = found;
  const [at, path, wanted] = [
    listenerId(request),
    ...[request.path, hop.path].map((one) => steady(evidence.case, visible(one))),
  ] as const;
  const where = hop.listener === at ? wanted : `${wanted} at ${hop.listener}`;
  const detail: RequestDetail = { kind: 'asked-for-other-file', at };
  const text = `asked ${at} for the file ${path}, where it has to ask for ${where}`;
  return [{ grade: 'fail', field: 'file', clause, text, event: request.n, detail }];
}

/** So many pages are named. */
const MOST_PAGES = 3;

/** Told, and no more: reading a page is no federation. */
export function pagesRead(evidence: Evidence): Finding[] {
  const wrong = wrongFile(evidence)?.request;
  const pages = otherRequests(evidence.case, evidence.events)
    .filter((request) => request !== wrong)
    .map((request) => {
      const what = steady(evidence.case, visible(`${request.method} ${request.path}`));
      return `asked ${listenerId(request)} for something else as well: ${what}`;
    });
  const texts = [...new Set(pages)].sort();
  const more = texts.length - MOST_PAGES;
  const told = more > 0 ? [...texts.slice(0, MOST_PAGES), `asked for ${more} more pages`] : texts;
  return told.map((text) => ({ grade: 'remark', field: 'page', text }));
}
