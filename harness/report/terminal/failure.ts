import { shownPage, visible } from '../../base/index.ts';
import { reproduce } from '../../evidence/index.ts';
import { divergenceText, type Likeness, probeFor, type Reason, type Verdict } from '../../judge/index.ts';
import type { Case, SpecVersion } from '../../model/index.ts';
import { withAddresses } from '../../model/index.ts';
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
import { sawTexts } from './saw.ts';

interface FailureTelling extends Pick<Focus, 'asked' | 'changed'> {
  readonly likeness?: Likeness | undefined;
  /** Which text is linked, and numbers the steps. */
  readonly version?: SpecVersion;
}

/** One verdict as text: a failure in the one shape that it has everywhere, anything else in two lines. */
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

function headline({ status, id, title, level, clauses: broken, reasons }: Verdict, { paint }: Look): string {
  const word = status.toUpperCase();
  const clause = status === 'fail' ? (reasons[0]?.clause ?? broken[0]) : undefined;
  const basis = status === 'fail' ? `  [${[level, clause].filter(Boolean).join(' ')}]` : '';
  return `${paintStatus(paint, status, word)} ${paint.strong(id)}${basis}  ${title}`;
}

/** What decided where it left the algorithm. */
const givenTexts = ({ divergence }: Verdict): readonly string[] =>
  divergence?.given === undefined ? [] : [visible(divergence.given)];

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
  return page === undefined ? [] : [`how it is read here: ${shownPage(page)}`];
}
