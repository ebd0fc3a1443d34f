import { canonical, isAddress, isSrvService, type SrvService, srvOwner } from '../../model/index.ts';
import type { Remark } from './remark.ts';
import { srvRecords, type View } from './view.ts';

/** On records as they are written: names, targets, ports. */
export function recordRemarks(view: View): readonly Remark[] {
  return [...doubled(view), ...ofOtherType(view), ...onTargets(view), ...onWeights(view)];
}

/** `hs.example.org.example.org`: the zone's name was added to one that had it already. */
function doubled({ records, names }: View): Remark[] {
  const written = records.flatMap(({ record, at, targetAt }) => [
    { name: record.owner, at },
    ...('target' in record && record.type !== 'HTTPS' && record.type !== 'SVCB'
      ? [{ name: canonical(record.target), at: targetAt ?? at }]
      : []),
  ]);
  return written.flatMap(({ name, at }): Remark[] => {
    const twice = twiceIn(name, names);
    if (twice === undefined) return [];
    const meant = name.slice(0, -twice.length - 1);
    return [
      {
        kind: 'doubled-name',
        at,
        what: `this says ${name}: ${twice} stands there twice`,
        instead: `in a zone file write ${meant}. with its final dot; in a form that adds the domain by itself, leave ${twice} out`,
      },
    ];
  });
}

/** The name that stands twice at the end: one that matters here, or any of two labels and more. */
function twiceIn(name: string, names: readonly string[]): string | undefined {
  const labels = name.split('.');
  const ends = labels.map((_, index) => labels.slice(index).join('.')).filter((end) => end.includes('.'));
  return [...names, ...ends].find((end) => name === `${end}.${end}` || name.endsWith(`.${end}.${end}`));
}

/** Something else where others ask for SRV records. */
function ofOtherType({ records, names }: View): Remark[] {
  return records.flatMap(({ record: { owner, type }, at }): Remark[] => {
    const isService = names.some((name) => serviceAt(owner, name) !== undefined);
    if (!isService || type === 'SRV' || type === 'CNAME') return [];
    return [
      {
        kind: 'other-type',
        at,
        what: `${owner} has a record of type ${type}, and others ask there for SRV only`,
        instead: 'make it an SRV record: priority, weight, port, and the name of the host',
      },
    ];
  });
}

function serviceAt(owner: string, name: string): SrvService | undefined {
  const [label = ''] = owner.split('.');
  return isSrvService(label) && owner === srvOwner(label, name) ? label : undefined;
}

function onTargets(view: View): Remark[] {
  const services = srvRecords(view).filter(({ record }) =>
    view.names.some((name) => serviceAt(record.owner, name) !== undefined),
  );
  return services.flatMap(({ record, at, targetAt = at }) => {
    const { owner, target, port } = record;
    return [
      ...targetRemark(view, target).map((remark) => ({ ...remark, at: targetAt })),
      ...(port === 0 && target !== '.'
        ? [
            {
              kind: 'port-zero',
              at,
              what: `the SRV record of ${owner} names port 0, and nobody can connect to that`,
              instead: 'write the port at which the server listens, such as 8448',
            } as const,
          ]
        : []),
      ...(target === '.'
        ? [
            {
              kind: 'service-denied',
              at,
              what: `the SRV record of ${owner} has the target ".": it says that there is no such service, and others try nothing else`,
              instead: 'name a host, or remove the record',
            } as const,
          ]
        : []),
    ];
  });
}

function targetRemark(view: View, target: string): Remark[] {
  const written = writtenTarget(target, view.names);
  if (/^[a-z][a-z0-9+.-]*:/i.test(written) || written.includes('/')) {
    const host = written.replace(/^[a-z][a-z0-9+.-]*:\/*/i, '').replace(/[:/].*$/s, '');
    const instead = `write the name of the host alone${host ? `: ${host}.` : ''}`;
    return [
      {
        kind: 'target-is-url',
        what: `the target of an SRV record is the name of a host, and ${written} is a URL`,
        instead,
      },
    ];
  }
  if (isAddress(written)) {
    const what = `the target of an SRV record is a name, and ${written} is an address: others ask DNS for a host of that name`;
    const instead = `give the address to a name by an ${written.includes(':') ? 'AAAA' : 'A'} record, and write that name`;
    return [{ kind: 'target-is-address', what, instead }];
  }
  const isAlias = view.records.some(
    ({ record }) => record.type === 'CNAME' && record.owner === canonical(target),
  );
  if (!isAlias) return [];
  const what = `the SRV target ${target} is an alias (CNAME): RFC 2782 forbids that, and some servers will not follow it`;
  return [{ kind: 'alias-as-target', what, instead: 'write the name that has the address' }];
}

/** Without the name that a zone file has added to it: `192.0.2.1.example.org` was `192.0.2.1`. */
function writtenTarget(target: string, names: readonly string[]): string {
  const name = names.find((each) => target.endsWith(`.${each}`));
  const before = name === undefined ? target : target.slice(0, -name.length - 1);
  return isAddress(before) ? before : target;
}

/** RFC 2782: weights choose between records of equal priority. */
function onWeights(view: View): Remark[] {
  const services = srvRecords(view).filter(({ record }) => view.involved.has(record.owner));
  return services.flatMap(({ record, at }): Remark[] => {
    const others = services.filter(({ record: { owner } }) => owner === record.owner);
    const equals = others.filter(({ record: { priority } }) => priority === record.priority);
    if (equals.length < 2 || record.weight !== 0 || !equals.some((each) => each.record.weight > 0)) return [];
    const what = `the SRV record of ${record.owner} to ${record.target} has weight 0 beside others of priority ${record.priority}: it is hardly ever chosen`;
    return [
      {
        kind: 'weights-without-effect',
        at,
        what,
        instead: 'give both a weight, or the other one a higher priority number',
      },
    ];
  });
}
