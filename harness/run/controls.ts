import type { Adapter } from '../adapters/index.ts';
import { visible } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import { isWellKnown } from '../judge/index.ts';
import { type Case, listenerId, type SpecVersion } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import type { World } from '../world/index.ts';
import { ORDINARY_BUDGET } from './case-budget.ts';
import { type CaseResult, isLate, type LateResult, overloadedResult } from './case-result.ts';
import { type AskedRounds, runCase } from './run-case.ts';

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
}

/** Settles with why nothing else would prove anything; with undefined when the implementation can be judged. */
export async function runControls(
  world: Pick<World, 'open'>,
  adapter: Adapter,
  cases: ControlCases,
  { version, again }: ControlOptions,
  watcher: ControlWatcher,
): Promise<string | undefined> {
  const runOnce = async (c: Case): Promise<AskedControl> => {
    const rounds = consultRounds(c, version);
    return { case: c, rounds, result: await runCase(world, adapter, c, rounds, ORDINARY_BUDGET) };
  };
  const run = async (c: Case): Promise<AskedControl> => {
    const { rounds, result } = await runOnce(c);
    if (!isLate(result)) return { case: c, rounds, result };
    watcher.late(c, rounds, result);
    const other = again?.(c);
    if (other === undefined) return overloaded({ case: c, rounds, result: overloadedResult(result) });
    const second = await runOnce(other);
    const { result: last } = second;
    if (!isLate(last)) return { ...second, result: { ...last, again: true } };
    return overloaded({ ...second, result: { ...overloadedResult(last), again: true } });
  };
  const reachable = await run(cases.reachable);
  if (!wasReached(reachable.result, adapter))
    return reachable.overload ?? whyUnreachable(reachable.result, adapter);
  watcher.judged(reachable.case, reachable.rounds, reachable.result);
  const untrusted = await run(cases.untrusted);
  if (untrusted.result.status === 'fail') watcher.found(ACCEPTS_ANYTHING);
  watcher.judged(untrusted.case, untrusted.rounds, untrusted.result);
  return undefined;
}

interface AskedControl {
  readonly case: Case;
  readonly rounds: AskedRounds;
  readonly result: CaseResult;
  /** It was late and is asked no more: what was late, and what helps. */
  readonly overload?: string;
}

function overloaded(control: AskedControl): AskedControl {
  return {
    ...control,
    overload: `${control.case.id}: ${control.result.reasons.map(({ text }) => text).join('; ')}`,
  };
}

/** The way it took is judged like any other; what is asked here is only whether it can be asked at all. */
function wasReached({ status, events }: CaseResult, { about }: Adapter): boolean {
  const connected = events.some((event) => event.kind === 'http' && event.port === 8448);
  return connected || (status !== 'fail' && status !== 'error' && !about.can.includes('connect'));
}

const ACCEPTS_ANYTHING =
  'certificates are not checked at all: the control with an untrusted authority was accepted, so nothing below says anything about certificates';

/** The evidence tells the three usual mistakes of a set-up apart. */
export function whyUnreachable(result: CaseResult, adapter: Adapter): string {
  const reasons = result.reasons.map((reason) => reason.text).join('; ');
  const message = result.claim?.kind === 'failed' ? ` It said: ${result.claim.message}` : '';
  return `${diagnose(result.events, adapter)} (control/fallback: ${reasons}).${message}`;
}

function diagnose(events: readonly Event[], adapter: Adapter): string {
  if (!adapter.about.can.includes('connect')) return 'it does not claim the plain fallback to port 8448';
  const saw = (kind: Event['kind']) => events.some((event) => event.kind === kind);
  if (saw('http')) return astray(events);
  if (saw('tls')) {
    return 'it does not trust our certificate authority: it must use the system trust store or SSL_CERT_FILE';
  }
  if (saw('tcp')) return 'it connected and sent no TLS ClientHello';
  if (saw('dns')) return 'it asked our DNS and then could not connect';
  return 'it does not ask our DNS: it must use the name server in /etc/resolv.conf';
}

/** Of requests, none of which came to port 8448. */
function astray(events: readonly Event[]): string {
  const requests = events.filter((event) => event.kind === 'http');
  const connected = events.some((event) => event.kind === 'tcp' && event.port === 8448);
  if (requests.some(isWellKnown)) {
    const then = connected ? 'sent no request on its connection' : 'did not fall back';
    return `it asked for the well-known file, and then ${then} to port 8448`;
  }
  const sent = requests.map((each) => `${visible(each.method)} ${visible(each.path)} to ${listenerId(each)}`);
  return `it sent ${[...new Set(sent)].join(' and ')}, and ${connected ? 'no request' : 'nothing'} to port 8448`;
}
