import { listenerId, listenerOf, siteFor } from '../model/index.ts';
import { placesOf } from './claims.ts';
import type { Deeds } from './deeds.ts';
import type { Finding } from './finding.ts';
import { canConnect, type Evidence } from './finished-case.ts';

/**
 * Where the answer says one thing and the wire another. The deed counts, so this weighs nothing: it is a finding about
 * the implementation's honesty, or its shim's.
 */
export function contradictions(evidence: Evidence, deeds: Deeds): Finding[] {
  const { about, answer } = evidence;
  if (!canConnect(about) || !answer) return [];
  const remark = (text: string): Finding => ({ grade: 'remark', field: 'claim', text });
  if (answer.kind === 'failed' && !about.answersEarly) {
    const served = deeds.requests.length > 0 && deeds.missing.length === 0 && allServed(evidence, deeds);
    return served ? [remark('said that it failed, although its request was answered')] : [];
  }
  if (answer.kind !== 'resolved') return [];
  if (deeds.requests.length === 0) return [remark('said that it reached the server, and sent no request')];
  const claimed = answer.targets.map((target) => placesOf(evidence, target));
  // A target that does not say where it is may be anywhere.
  if (claimed.length === 0 || claimed.includes(undefined)) return [];
  const places = new Set(claimed.flat());
  return deeds.requests
    .filter((request) => !places.has(listenerId(request)))
    .map((request) =>
      remark(`sent a request to ${listenerId(request)}, which is none of the targets that it named`),
    );
}

/** A server that lies or fails gives every reason to call the request failed. */
function allServed({ case: c }: Evidence, { requests }: Deeds): boolean {
  return requests.every((request) => {
    const listener = listenerOf(c, listenerId(request));
    const homeserver = listener && siteFor(listener, request.hostHeader).homeserver;
    const honest =
      homeserver?.badSignature === false && homeserver.status === undefined && homeserver.keysFor === c.name;
    return honest && request.status === 200;
  });
}
