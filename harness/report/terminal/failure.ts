import { visible } from '../../base/index.ts';
import { describe, type Event, reproduce } from '../../evidence/index.ts';
import {
  divergenceText,
  federationRequests,
  type Likeness,
  probeFor,
  type Reason,
  type Verdict,
} from '../../judge/index.ts';
import type { Case, SpecVersion } from '../../model/index.ts';
import { listenerId, withAddresses, withPort } from '../../model/index.ts';
import {
  clauses,
  DEFAULT_SPEC_VERSION,
  decisionOn,
  type Outcome,
  specLink,
  stepInVersion,
} from '../../oracle/index.ts';
import { expectedText } from './expected.ts';
import type { Focus } from './focus.ts';
import { likenessText } from './likeness.ts';
import type { Look } from './look.ts';
import { type Paint, paintStatus } from './paint.ts';

interface FailureTelling extends Pick<Focus, 'asked' | 'changed'> {
  readonly likeness?: Likeness | undefined;
  /** Which text is linked, and numbers the steps. */
  readonly version?: SpecVersion;
}

/**
 * One verdict as text: a failure in the one shape that it has everywhere, anything else in two lines. Titles are cut
 * where the terminal ends, and nothing else is: what follows is there to be copied.
 */
export function failureLines(
  verdict: Verdict,
  c: Case,
  outcome: Outcome,
  look: Look,
  { asked, changed, likeness, version = DEFAULT_SPEC_VERSION }: FailureTelling = {},
): string[] {
  if (verdict.status !== 'fail') return briefLines(verdict, look).map((text) => withAddresses(c, text));
  const { paint } = look;
  const rows: [string, string][] = [
    ...(asked === undefined ? [] : [['asked', visible(asked)] as [string, string]]),
    ['expected', expectedText(c, verdict.events, version)],
    ...givenTexts(verdict).map((text): [string, string] => ['given', withAddresses(c, text)]),
    ...sawTexts(verdict, c).map((text): [string, string] => ['saw', text]),
    ...divergesTexts(verdict, version, likeness).map((text): [string, string] => [
      'diverges',
      withAddresses(c, text),
    ]),
    ['spec', specText(verdict, outcome, version)],
    ...decisionTexts(verdict, outcome).map((text): [string, string] => ['spec', text]),
  ];
  const probe = changed ? undefined : probeFor(c, outcome, verdict);
  if (probe) rows.push(['try', reproduce(c.id, probe)]);
  return [headline(verdict, look), ...rows.map(([label, text]) => row(paint, label, text))];
}

/** The verdict with its first reason: enough where nothing is held against anyone. */
export function briefLines(verdict: Verdict, look: Look): string[] {
  const reasons = verdict.reasons.map(({ text }) => row(look.paint, 'because', visible(text)));
  const baseline = 'the baseline expects another status: correct its line, or remove it';
  const unexpected =
    verdict.expected || verdict.status === 'error' ? [] : [row(look.paint, 'unexpected', baseline)];
  return [headline(verdict, look), ...reasons.slice(0, 1), ...unexpected];
}

const row = (paint: Paint, label: string, text: string) => `  ${paint.faint(label.padEnd(8))}  ${text}`;

function headline(
  { status, id, title, level, clauses: broken, reasons }: Verdict,
  { paint, width }: Look,
): string {
  const word = status.toUpperCase();
  const clause = status === 'fail' ? (reasons[0]?.clause ?? broken[0]) : undefined;
  const basis = status === 'fail' ? `  [${[level, clause].filter(Boolean).join(' ')}]` : '';
  const used = word.length + 1 + id.length + basis.length + 2;
  const rest = width === undefined ? title : cut(title, Math.max(width - used, 20));
  return `${paintStatus(paint, status, word)} ${paint.strong(id)}${basis}  ${rest}`;
}

const cut = (text: string, columns: number) =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;

// ---- given, saw ----

/** What decided where it left the algorithm. */
const givenTexts = ({ divergence }: Verdict): readonly string[] =>
  divergence?.given === undefined ? [] : [visible(divergence.given)];

const MOST_EVENTS = 3;

/** The requests that count; where there are none, what it said and how far it got. */
function sawTexts(verdict: Verdict, c: Case): string[] {
  const { events } = verdict;
  const expected = c.expect.connect.flatMap(({ to }) => [...to]);
  const requests = federationRequests(c, events);
  const astray = requests.filter((request) => !expected.includes(listenerId(request)));
  if (requests.length > 0) return several(astray.length > 0 ? astray : requests, events);
  const said = claimTexts(verdict);
  const last = events.filter(({ kind }) => kind === 'tls' || kind === 'http' || kind === 'dns').slice(-1);
  const seen = last.map((event) => `${describe(event, events)}, and nothing after it that counts`);
  const nothing = events.length === 0 ? ['nothing on the wire'] : [];
  return [...said, ...(said.length > 0 && verdict.claim?.kind === 'resolved' ? [] : [...seen, ...nothing])];
}

function several(requests: readonly Event[], events: readonly Event[]): string[] {
  const texts = [...new Set(requests.map((event) => describe(event, events)))];
  const more = texts.length - MOST_EVENTS;
  return [...texts.slice(0, MOST_EVENTS), ...(more > 0 ? [`and ${more} more`] : [])];
}

function claimTexts({ claim }: Verdict): string[] {
  if (!claim) return [];
  if (claim.kind === 'failed') return [`it said that it failed: ${cut(visible(claim.message), 200)}`];
  return claim.targets.slice(0, MOST_EVENTS).map((target) => {
    const place = withPort(target.address ?? target.name ?? '(no host)', target.port ?? '(no port)');
    const host = target.host === undefined ? '' : `  Host ${target.host}`;
    const tls = target.tls_name === undefined ? '' : `  certificate ${target.tls_name}`;
    return visible(`claim ${place}${host}${tls}`);
  });
}

// ---- diverges, spec ----

/** The wrong step in plain words; then every reason that these words do not say already. */
function divergesTexts(
  { divergence, reasons }: Verdict,
  version: SpecVersion,
  likeness?: Likeness,
): string[] {
  const [first, ...rest] = reasons;
  const words = divergence && divergenceText(divergence, version);
  const told = words ?? first?.text;
  const others = rest.filter((reason) => !words?.endsWith(reason.text)).map(alsoText);
  const like = likeness === undefined ? '' : `   (${likenessText(likeness)})`;
  return [...(told === undefined ? [] : [`${visible(told)}${like}`]), ...others];
}

const alsoText = ({ text, clause }: Reason) => `also: ${visible(text)}${clause ? `  [${clause}]` : ''}`;

function specText({ clauses: broken, reasons }: Verdict, outcome: Outcome, version: SpecVersion): string {
  const id = reasons.find((reason) => reason.clause)?.clause ?? broken[0];
  const known = clauses.find((clause) => clause.id === id);
  if (!known) return specLink('D-1', version);
  const step = known.step ?? outcome.step;
  const numbered = step === 'invalid' ? '' : stepInVersion(step, version);
  return [specLink(known, version), numbered].filter(Boolean).join('  ');
}

/** The page to read before one objects: that of the clause that was broken, else of what is open in this case. */
function decisionTexts({ clauses: broken, reasons }: Verdict, { open }: Outcome): string[] {
  const ids = [...reasons.flatMap(({ clause }) => clause ?? []), ...broken, ...open.map(({ id }) => id)];
  const [page] = ids.flatMap((id) => decisionOn(id) ?? []);
  return page === undefined ? [] : [`how it is read here: ${page}`];
}
