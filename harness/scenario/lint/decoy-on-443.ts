import { type Case, canonical, canonicalAddress, splitHostPort, whereaboutsIn } from '../../model/index.ts';
import { authoredName } from './file-part.ts';
import { isScored, type LintFinding } from './finding.ts';

/**
 * D-10: who takes the port of the well-known file for that of a delegated name without port has to be seen to do so. Where
 * nobody listens there, that mistake looks like not connecting at all. What listens there already may be as it is: where it
 * is the well-known file itself, its certificate is for the server name only.
 */
export function decoyOn443(c: Case): LintFinding[] {
  const { step, connect } = c.expect;
  if (!isScored(c) || !step?.startsWith('3.')) return [];
  const { hostsOf } = whereaboutsIn(c);
  const delegates = connect.map(({ host }) => splitHostPort(host)).filter(({ port }) => port === undefined);
  return delegates.flatMap(({ host: name }) => {
    const label = hostsOf(name).find((one) => !listensOn443(c, one));
    if (label === undefined) return [];
    const authored =
      canonicalAddress(name) === undefined ? authoredName(c, canonical(name)) : `{ipv4 ${label}}`;
    const what = `nobody listens on ${label}:443, where a client ends that takes port 443 for the delegated name`;
    const hint = `give "${label}" a decoy: "443": { "cert": "${authored}", "homeserver": true }`;
    return [{ path: ['hosts', label], what, hint }];
  });
}

const listensOn443 = ({ hosts }: Case, label: string): boolean =>
  hosts.some((host) => host.label === label && host.listeners.some(({ port }) => port === 443));
