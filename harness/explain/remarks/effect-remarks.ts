import { parseServerName, SRV_SERVICES, srvOwner } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { Remark } from './remark.ts';
import type { View } from './view.ts';

/** On what is right as it is written, and has no effect, or another one than many believe. */
export function effectRemarks(view: View): readonly Remark[] {
  return [...withoutEffect(view), ...deprecated(view), ...backToWebServer(view)];
}

function withoutEffect({ records, outcomes, isOpenEnded }: View): Remark[] {
  const [first] = outcomes;
  if (first === undefined || isOpenEnded) return [];
  const read = new Set(askedServices(outcomes).map(({ name }) => name));
  const owners = new Set<string>();
  return records.flatMap(({ record: { owner, type }, at }): Remark[] => {
    const isService = SRV_SERVICES.some((service) => owner.startsWith(srvOwner(service, '')));
    if (!isService || (type !== 'SRV' && type !== 'CNAME') || read.has(owner) || owners.has(owner)) return [];
    owners.add(owner);
    const what = `the record at ${owner} has no effect: ${whyUnused(first)}`;
    return [{ kind: 'no-effect', at, what }];
  });
}

const askedServices = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap(({ trace }) => trace.flatMap((decision) => (decision.kind === 'dns' ? [decision] : [])));

function whyUnused({ step, target }: Outcome): string {
  switch (step) {
    case '1':
    case '3.1':
      return 'an IP address is connected to as it is';
    case '2':
      return 'where the server name has a port, no SRV record is asked for';
    case '3.2':
      return 'where the well-known file gives a port, no SRV record is asked for';
    case '3.3':
    case '4':
    case '3.4':
    case '5':
    case '3.5':
    case '6':
      return `others ask under ${target?.cert ?? 'the name that decides'}, _matrix-fed._tcp first, and the first service that exists counts`;
    case 'invalid':
      return 'the server name is not valid';
    default:
      return step satisfies never;
  }
}

function deprecated({ outcomes, records }: View): Remark[] {
  const legacy = askedServices(outcomes).find(
    ({ name, answer }) => name.startsWith('_matrix._tcp.') && answer.kind === 'found',
  );
  if (!legacy) return [];
  const at = records.find(({ record: { owner } }) => owner === legacy.name)?.at;
  return [
    {
      kind: 'deprecated-service',
      ...(at && { at }),
      what: '_matrix._tcp is deprecated since v1.8',
      instead: 'add the same record under _matrix-fed._tcp',
    },
  ];
}

/** The file delegates to the very place that it came from. */
function backToWebServer({ pasted: { server }, outcomes }: View): Remark[] {
  const name = parseServerName(server);
  const back = outcomes.find(
    ({ step, target, trace }) =>
      step === '3.2' &&
      target?.host === `${name.ok ? name.host : ''}:443` &&
      trace.some(({ kind }) => kind === 'delegated'),
  );
  if (!back?.target) return [];
  return [
    {
      kind: 'back-to-web-server',
      what: `the well-known file leads back to ${back.target.host}, the web server that it came from: that has to answer for Matrix, too`,
      instead: `see whether it does: curl https://${back.target.cert}/_matrix/federation/v1/version`,
    },
  ];
}
