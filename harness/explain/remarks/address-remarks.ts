import { canonical, followAliases, isAddress, withPort } from '../../model/index.ts';
import {
  type AddressRange,
  isOfCloudflare,
  isOutOfReach,
  isProxiedPort,
  rangeOf,
  rangeText,
} from '../address-range.ts';
import { tunnelled } from '../told-names.ts';
import type { Remark } from './remark.ts';
import { addressRecords, type GoalPlace, hasAddress, type View } from './view.ts';

/** On addresses at which nobody is reached, and on proxies that do not serve a port. */
export function addressRemarks(view: View): readonly Remark[] {
  return [...onRanges(view), ...onProxies(view)];
}

/** Why nobody on the internet gets through to any of the places to which requests go; `undefined` where somebody may. */
export function whyNobodyGetsThrough(view: View): string | undefined {
  const whys = view.goal.map((place) => whyNot(view, place));
  return whys.every((why) => why !== undefined) ? whys[0] : undefined;
}

function whyNot(view: View, place: GoalPlace): string | undefined {
  const range = rangeOf(place.host);
  if (range !== undefined && isOutOfReach(place.host))
    return `${place.host} is ${rangeText(range)}, to which nobody outside of the network gets`;
  if (place.port === 0) return 'nobody can connect to port 0';
  return proxiedElsewhere(view, place) === 'told' ? proxyText(view, place) : undefined;
}

/** One remark for each range. */
function onRanges(view: View): Remark[] {
  const involved = addressRecords(view).filter(({ record }) => view.involved.has(record.owner));
  const byRange = new Map<AddressRange, typeof involved>();
  for (const each of involved) {
    const range = rangeOf(each.record.address);
    if (range !== undefined) byRange.set(range, [...(byRange.get(range) ?? []), each]);
  }
  return [...byRange].map(([range, records]) => {
    const told = records.map(({ record: { owner, address } }) => `${address} of ${owner}`);
    const [first] = records;
    return { ...rangeRemark(range, [...new Set(told)]), ...(first && { at: first.at }) };
  });
}

function rangeRemark(range: AddressRange, addresses: readonly string[]): Remark {
  const told = addresses.join(', ');
  const is = `${addresses.length > 1 ? 'each is ' : ''}${rangeText(range)}`;
  if (range === 'documentation') {
    const instead = 'if you wrote it in the place of the real one, mind that nothing is said of that';
    return { kind: 'address-of-documents', what: `${told}: ${is}`, instead };
  }
  return {
    kind: 'no-public-address',
    what: `servers outside of your network do not get to ${told}: ${is}`,
    instead: 'give the name the address under which others know your network',
  };
}

function onProxies(view: View): Remark[] {
  const places = view.goal.filter((place) => proxiedElsewhere(view, place) !== undefined);
  return places.slice(0, 1).map((place) => ({
    kind: 'proxied-port',
    what: proxyText(view, place),
    instead: `delegate to port 443 in the well-known file ({"m.server": "${nameOf(view)}:443"}), or take the name out of the proxy ("DNS only")`,
  }));
}

/**
 * Whether Cloudflare answers at a place and its proxy does not serve the port; not where a certificate was seen there. `told`: an
 * export or a tunnel says that the name is behind the proxy. `likely`: its address is one of Cloudflare, which may serve any port
 * there for who pays for Spectrum.
 */
function proxiedElsewhere(view: View, { host, port }: GoalPlace): 'told' | 'likely' | undefined {
  if (isProxiedPort(port) || view.consultation.kind === 'settled') return undefined;
  if (isAddress(host)) return isOfCloudflare(host) ? 'likely' : undefined;
  const proxied = view.pasted.dns.flatMap((paste) => [...paste.proxied, ...tunnelled(paste.zone)]);
  const { aliases } = followAliases((at) => view.facts.lookUp(at, 'A'), host, 'A');
  const isTold = [canonical(host), ...aliases].some((name) => proxied.includes(name));
  return hasAddress(view, host) && isTold ? 'told' : undefined;
}

function proxyText(view: View, place: GoalPlace): string {
  const { host, port } = place;
  const at = withPort(host, port);
  return proxiedElsewhere(view, place) === 'likely'
    ? `${at} is an address of Cloudflare, whose proxy does not serve port ${port} (only Spectrum would)`
    : `${at} is behind the proxy of Cloudflare, which does not serve port ${port}`;
}

/** The name whose address that is, or for which the certificate is. */
const nameOf = ({ names }: View): string => names.at(-1) ?? '';
