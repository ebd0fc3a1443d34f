import type { Homeserver, HttpAnswer, Route, Site } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import type { AuthoredSite } from '../file/schema-hosts.ts';
import { bindHttpAnswer } from './bind-http.ts';
import { fill } from './placeholder.ts';
import type { Scope } from './scope.ts';

export interface SiteOptions {
  /** What the case asks for: homeservers publish keys for it unless they lie. */
  readonly server: string;
  /** The listener may speak it. */
  readonly http2: boolean;
}

/** What a listener or one of its virtual hosts answers; `path` is that of either. */
export function bindSite(scope: Scope, authored: AuthoredSite, path: Path, options: SiteOptions): Site {
  const { homeserver } = authored;
  return {
    routes: bindRoutes(scope, authored, [...path, 'routes'], options),
    ...(homeserver !== undefined && {
      homeserver: bindHomeserver(scope, homeserver, options.server, [...path, 'homeserver']),
    }),
  };
}

function bindRoutes(
  scope: Scope,
  { routes = {} }: AuthoredSite,
  path: Path,
  { http2 }: SiteOptions,
): Route[] {
  return Object.entries(routes).map(([route, authored]) => {
    const at = [...path, route];
    const answers = Array.isArray(authored)
      ? authored.map((each, index) => bindHttpAnswer(scope, each, [...at, index], { http2 }))
      : [bindHttpAnswer(scope, authored, at, { http2 })];
    const [first, ...rest] = answers as [HttpAnswer, ...HttpAnswer[]];
    return { path: fill(scope, route, at, { part: 'key' }), answers: [first, ...rest] };
  });
}

function bindHomeserver(
  scope: Scope,
  authored: NonNullable<AuthoredSite['homeserver']>,
  server: string,
  path: Path,
): Homeserver {
  if (authored === true) return { keysFor: server, badSignature: false };
  const { keysFor, badSignature = false, status } = authored;
  return {
    keysFor: keysFor === undefined ? server : fill(scope, keysFor, [...path, 'keysFor']),
    badSignature,
    ...(status !== undefined && { status }),
  };
}
