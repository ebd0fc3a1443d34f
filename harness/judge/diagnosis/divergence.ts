import { expectedSni, listenerId, sameHost, splitHostPort } from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import { placesOf } from '../claims.ts';
import type { FinishedCase } from '../finished-case.ts';
import { whose } from '../paths/naming.ts';
import { wrongStepTo } from '../paths/wrong-step.ts';
import type { Reason } from '../verdict.ts';
import { stoppedAt } from './stopped-at.ts';

/** In plain words, the wrong step that was taken: `at step 3.3: asked SRV of the server name where …`. */
export function divergenceOf(
  trial: FinishedCase,
  assessment: Assessment,
  broken: readonly Reason[],
): string | undefined {
  const text = inWords(trial, assessment, broken);
  return text && `${stepText(trial)}: ${text}`;
}

const stepText = ({ outcome }: FinishedCase) =>
  outcome.step === 'invalid' ? 'at the server name itself' : `at step ${outcome.step}`;

function inWords(trial: FinishedCase, assessment: Assessment, broken: readonly Reason[]): string | undefined {
  const field = firstField(broken);
  switch (field) {
    case 'to':
    case 'refuse':
      return astray(trial, assessment) ?? stoppedAt(trial, assessment);
    case 'cert':
      return broken.find((reason) => reason.field === 'cert')?.text;
    case 'host':
      return wrongHost(trial, assessment);
    case 'sni':
      return wrongSni(trial);
    default:
      return undefined;
  }
}

/** A wrong place explains a wrong Host there, and a wrong Host is worth more words than the SNI that goes with it. */
function firstField(broken: readonly Reason[]) {
  const order = ['to', 'refuse', 'host', 'cert', 'sni'] as const;
  return order.find((field) => broken.some((reason) => reason.field === field));
}

function astray(trial: FinishedCase, { deeds, decisive }: Assessment): string | undefined {
  const expected = trial.case.expect.connect.flatMap((one) => one.to);
  const request = deeds.requests.find((one) => !expected.includes(listenerId(one)));
  const claimed = decisive && placesOf(trial, decisive)?.find((id) => !expected.includes(id));
  const reached = request ? listenerId(request) : claimed;
  return reached && wrongStepTo(trial, reached, request?.hostHeader ?? decisive?.host).text;
}

function wrongHost(trial: FinishedCase, { deeds, decisive }: Assessment): string | undefined {
  const expected = trial.case.expect.connect;
  for (const one of expected) {
    const sent = deeds.requests.filter((r) => one.to.includes(listenerId(r))).map((r) => r.hostHeader);
    for (const host of [...sent, ...(decisive?.host === undefined ? [] : [decisive.host])]) {
      const text = hostInWords(trial, one.host, host);
      if (text) return text;
    }
  }
  return undefined;
}

function hostInWords(trial: FinishedCase, expected: string, seen: string | null): string | undefined {
  if (seen === null) return 'sent no Host';
  if (seen.toLowerCase() === expected.toLowerCase()) return undefined;
  const [want, got] = [splitHostPort(expected), splitHostPort(seen)];
  if (!sameHost(want.host, got.host))
    return `put ${whose(trial, got.host)} into Host, where ${whose(trial, want.host)} belongs`;
  if (got.port === undefined) return `left the port ${want.port} out of Host`;
  if (want.port === undefined) return `put a port (${got.port}) into Host, where the name alone belongs`;
  return `put port ${got.port} into Host instead of ${want.port}`;
}

function wrongSni(trial: FinishedCase): string | undefined {
  for (const expected of trial.case.expect.connect) {
    const wanted = expectedSni(expected);
    for (const event of trial.events) {
      if (event.kind !== 'tls' || !expected.to.includes(listenerId(event))) continue;
      if (event.sni?.toLowerCase() === wanted?.toLowerCase()) continue;
      if (wanted === null) return 'sent an SNI, where an address is expected in the certificate';
      if (event.sni === null) return `sent no SNI, where ${whose(trial, wanted)} belongs`;
      return `put ${whose(trial, event.sni)} into SNI, where ${whose(trial, wanted)} belongs`;
    }
  }
  return undefined;
}
