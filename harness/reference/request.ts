import type { FederationRequest } from '../model/index.ts';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** What goes over the wire; undefined for a trigger that means nothing here. */
export function wireRequest(request: FederationRequest, server: string): WireRequest | undefined {
  if (request.kind === 'http') {
    const { method, path, body } = request;
    return { method, path, ...(body !== undefined && { body }) };
  }
  const path = triggered(request.trigger, server);
  return path === undefined ? undefined : { method: 'GET', path };
}

/** D-8: whatever the attempt, it goes the same way. */
function triggered(trigger: string, server: string): string | undefined {
  switch (trigger) {
    case 'version':
      return '/_matrix/federation/v1/version';
    case 'keys':
      return '/_matrix/key/v2/server';
    case 'profile':
      return `/_matrix/federation/v1/query/profile?user_id=${encodeURIComponent(`@someone:${server}`)}`;
    case 'media':
      return '/_matrix/federation/v1/media/download/anything';
    default:
      return undefined;
  }
}
