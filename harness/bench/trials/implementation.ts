import type { Verdict } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { findSubject, runSubject } from '../../run/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { openCertificates, pkiFolder, requireOwnNamespace } from '../../world/index.ts';
import { closeBareHosts, openBareHosts } from '../bare-hosts.ts';
import { bareNameServer } from '../bare-name-server.ts';
import { delegations, ROOT } from '../delegations.ts';
import { type Exchanges, exchangesOf } from '../exchanges.ts';
import { inParallel } from '../in-parallel.ts';

export interface ImplementationSettings {
  readonly name: string;
  readonly cases: number;
  /** By a run of ours; else the same questions are asked on bare servers. */
  readonly recorded: boolean;
}

export interface ImplementationResult {
  /** From the first question to the last answer, the implementation being up. */
  readonly ms: number;
  readonly exchanges: Exchanges;
}

/** An installed implementation is asked for names that it has never seen. */
export async function implementation(settings: ImplementationSettings): Promise<ImplementationResult> {
  requireOwnNamespace();
  const cases = await delegations(settings.cases);
  return settings.recorded ? recorded(settings.name, cases) : unrecorded(settings.name, cases);
}

async function recorded(name: string, cases: readonly Case[]): Promise<ImplementationResult> {
  const [reachable, untrusted] = loadCases({ root: ROOT, selectors: ['control/*'] }).cases;
  if (!reachable || !untrusted) throw new Error('the library has no controls');
  let [began, last] = [0, 0];
  const options = {
    cases: [reachable, untrusted, ...cases],
    controls: { reachable, untrusted },
    version: DEFAULT_SPEC_VERSION,
    expects: () => true,
  };
  const verdicts: Verdict[] = [];
  const { ended } = await runSubject(await findSubject(name, ROOT), options, {
    introduced: () => {},
    found: () => {},
    verdict: (verdict) => {
      last = performance.now();
      // The clock starts behind the controls.
      if (verdict.id === untrusted.id) began = last;
      else if (verdict.id !== reachable.id) verdicts.push(verdict);
    },
  });
  if (ended !== undefined) throw new Error(ended);
  const other = verdicts.find(({ status }) => status !== 'pass' && status !== 'lenient');
  if (other) throw new Error(`${other.id}: ${other.reasons.map(({ text }) => text).join('; ')}`);
  return { ms: last - began, exchanges: exchangesOf(verdicts) };
}

async function unrecorded(name: string, cases: readonly Case[]): Promise<ImplementationResult> {
  const certificates = await openCertificates(pkiFolder());
  const seen = { handshakes: 0, requests: 0 };
  await using names = await bareNameServer();
  await using adapter = await (await findSubject(name, ROOT)).start(DEFAULT_SPEC_VERSION);
  const began = performance.now();
  await inParallel(cases, adapter.about.parallel, async (c) => {
    names.add(c.zone);
    const servers = await openBareHosts(c, certificates, seen);
    const question = { server: c.server, budgetMs: 8_000, request: c.request };
    const answer = await adapter.ask(question, new AbortController().signal);
    if (answer.kind !== 'resolved') throw new Error(`${c.server}: ${JSON.stringify(answer)}`);
    await closeBareHosts(servers);
    names.remove(c.zone);
  });
  return { ms: performance.now() - began, exchanges: { questions: names.questions, ...seen } };
}
