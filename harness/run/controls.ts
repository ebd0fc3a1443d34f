import type { About, Adapter } from '../adapters/index.ts';
import { causeOf, visible } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import { isFederation } from '../judge/index.ts';
import { type Case, type Listener, listenerId, type SpecVersion } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import type { World } from '../world/index.ts';
import { ORDINARY_BUDGET } from './case-budget.ts';
import { type CaseResult, failedResult, isLate, type LateResult, lastResult } from './case-result.ts';
import { type AskedRounds, runCase } from './run-case.ts';
import { seenOf } from './seen-of.ts';

/** The two cases every implementation gets before the library. */
export interface ControlCases {
  /** Plain fallback to 8448: must succeed. */
  readonly reachable: Case;
  /** The same with an untrusted certificate: must not. */
  readonly untrusted: Case;
}

/** What is heard while the controls run. */
export interface ControlWatcher {
  /** Of an implementation that can be judged. */
  judged(c: Case, rounds: AskedRounds, result: CaseResult): void;
  /** We or the machine were late: it is asked once more, at once. */
  late(c: Case, rounds: AskedRounds, result: LateResult): void;
  /** Holds for the whole run. */
  found(finding: string): void;
}

export interface ControlOptions {
  readonly version: SpecVersion;
  /** A control with names and addresses of its own. Absent: one that was late is an error. */
  readonly again?: ((c: Case) => Case | undefined) | undefined;
  /** Once aborted, they end at once, and what comes of them says nothing. */
  readonly stop?: AbortSignal | undefined;
}

/** What is left of the controls once others may be asked; settles once it is over, however often it is called. */
export type RestOfControls = () => Promise<void>;

/**
 * Settles with why nothing else would prove anything; else once others may be asked. Of the second control only the wire may still be
 * watched then, which takes a quarter of a second of whoever refuses as it should.
 */
export async function runControls(
  world: Pick<World, 'open'>,
  adapter: Adapter,
  cases: ControlCases,
  { version, again, stop }: ControlOptions,
  watcher: ControlWatcher,
): Promise<string | RestOfControls> {
  const run = async (c: Case, settling = () => {}): Promise<AskedControl> => {
    const rounds = consultRounds(c, version);
    const result = await runCase(world, adapter, c, rounds, ORDINARY_BUDGET, { settling, stop });
    return { case: c, rounds, result };
  };
  const onceMore = async (c: Case): Promise<AskedControl | undefined> => {
    const other = again?.(c);
    if (other === undefined) return undefined;
    const second = asLast(await run(other));
    return { ...second, result: { ...second.result, again: true } };
  };
  const inAnotherWorld = async (c: Case, cause: unknown): Promise<AskedControl> => {
    const failed = { case: c, rounds: consultRounds(c, version), result: failedResult(c, causeOf(cause)) };
    return (await onceMore(c).catch(() => undefined)) ?? failed;
  };
  const first = await run(cases.reachable);
  if (isLateControl(first)) watcher.late(first.case, first.rounds, first.result);
  const reachable = isLateControl(first) ? ((await onceMore(first.case)) ?? asLast(first)) : first;
  if (!wasReached(reachable.case, reachable.result, adapter))
    return reachable.overload ?? whyUnreachable(reachable.result, adapter);
  watcher.judged(reachable.case, reachable.rounds, reachable.result);
  const { free, freed } = placeOfItsOwn();
  const asked = run(cases.untrusted, free);
  await Promise.race([freed, asked]);
  const rest = asked.then(
    (untrusted) => {
      if (!isLateControl(untrusted)) return tellUntrusted(untrusted, watcher);
      watcher.late(untrusted.case, untrusted.rounds, untrusted.result);
      return async () => tellUntrusted((await onceMore(untrusted.case)) ?? asLast(untrusted), watcher);
    },
    // The world may have died of a case that was under way beside it: that is no end of the others.
    (cause) => async () => tellUntrusted(await inAnotherWorld(cases.untrusted, cause), watcher),
  );
  // Whoever calls for the rest hears of it.
  rest.catch(() => {});
  let over: Promise<void> | undefined;
  return () => {
    over ??= rest.then((askAgain) => askAgain?.());
    return over;
  };
}

/** As `limitConcurrency` has it: another may be asked before this has ended. */
function placeOfItsOwn() {
  let free = (): void => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { free: () => free(), freed };
}

function tellUntrusted({ case: c, rounds, result }: AskedControl, watcher: ControlWatcher): void {
  const accepted = acceptedUntrusted(c, result.events);
  if (accepted !== undefined) watcher.found(accepted);
  watcher.judged(c, rounds, result);
}

interface AskedControl {
  readonly case: Case;
  readonly rounds: AskedRounds;
  readonly result: CaseResult;
  /** It was late and is asked no more: what was late, and what helps. */
  readonly overload?: string;
}

type LateControl = AskedControl & { readonly result: LateResult };

const isLateControl = (control: AskedControl): control is LateControl => isLate(control.result);

/** What is said of a control that is not asked any more. */
function asLast(control: AskedControl): AskedControl {
  if (!isLate(control.result)) return control;
  const result = lastResult(control.result);
  if (result.status !== 'error') return { ...control, result };
  const overload = `${control.case.id}: ${result.reasons.map(({ text }) => text).join('; ')}`;
  return { ...control, result, overload };
}

/**
 * The way it took is judged like any other; what is asked here is only whether it can be asked at all. One that only says
 * where it would go has to say at least a part of it: whoever skips this, or names no target, shows nothing anywhere.
 */
export function wasReached(
  c: Pick<Case, 'request'>,
  { status, events, claim }: Pick<CaseResult, 'status' | 'events' | 'claim'>,
  { about }: { readonly about: Pick<About, 'can'> },
): boolean {
  if (about.can.includes('connect'))
    return events.some((event) => event.kind === 'http' && event.port === 8448 && isFederation(c, event));
  const isClaimed =
    claim?.kind === 'resolved' && claim.targets.some((target) => Object.keys(target).length > 0);
  return isClaimed && status !== 'fail' && status !== 'error';
}

/**
 * Only a request of the federation says that a certificate was accepted, and only over the connection on which it was
 * shown: another request may be to a place that has nothing to do with it.
 */
export function acceptedUntrusted(c: Case, events: readonly Event[]): string | undefined {
  const untrusted = new Set(
    c.hosts
      .flatMap((host) => host.listeners)
      .filter(isUntrusted)
      .map(listenerId),
  );
  const shown = new Set(
    events.flatMap((event) =>
      event.kind === 'tls' && untrusted.has(listenerId(event)) ? [event.connection] : [],
    ),
  );
  const request = events.find(
    (event) => event.kind === 'http' && shown.has(event.connection) && isFederation(c, event),
  );
  if (request?.kind !== 'http') return undefined;
  const sent = `${visible(request.method)} ${visible(request.path)} to ${listenerId(request)}`;
  return `a certificate of an authority that nobody trusts was accepted: it sent ${sent} over it (${c.id}), so that nothing below shows that it checks certificates`;
}

const isUntrusted = ({ cert }: Listener): boolean =>
  cert?.kind === 'one' && cert.certificate.flaw === 'untrusted';

/** What came of the control, the adapter's own error before all else; then what was seen, and what is not known is not said. */
export function whyUnreachable({ status, reasons, claim, events }: CaseResult, { about }: Adapter): string {
  const told = reasons.map((reason) => reason.text).join('; ');
  const came = status === 'skip' ? `skipped: ${told}` : told;
  const isSilent = events.length === 0;
  // An adapter that broke, or did not ask, says nothing about what the implementation would have done.
  const isUntold = isSilent && (status === 'error' || status === 'skip' || !about.can.includes('connect'));
  const seen = isUntold ? '' : `. Seen: ${seenOf(events)}`;
  const message = claim?.kind === 'failed' ? ` It said: ${claim.message}` : '';
  return `control/fallback: ${came}${seen}.${message}${wentTo443(events) ? HTTPS_PORT : ''}`;
}

/** As an HTTP client does that knows nothing of Matrix. */
function wentTo443(events: readonly Event[]): boolean {
  const requests = events.filter((event) => event.kind === 'http');
  return requests.some(({ port }) => port === 443) && !requests.some(({ port }) => port === 8448);
}

const HTTPS_PORT =
  ' A server name without a port means port 8448, which a URL has to say: https://{server}:8448{path}';
