type JsonObject = Readonly<Record<string, unknown>>;

/** JSON Merge Patch, RFC 7396. Shares what the patch does not touch. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

const BODY_FORMS = ['json', 'body', 'bodyBase64', 'size', 'raw'];
/** What `raw` does without. */
const BESIDE_RAW = [
  'status',
  'headers',
  'location',
  'delay',
  'drip',
  'chunked',
  'endless',
  'close',
  'gzip',
  'http',
  'agents',
];

/** A patch that gives an answer a new body takes the old one away, whatever its form was. */
export function replacingBodies(patch: JsonObject): JsonObject {
  if (!isObject(patch.hosts)) return patch;
  const hosts = mapValues(patch.hosts, (host) => mapValues(host, replacingBodiesOfListener));
  return { ...patch, hosts };
}

function replacingBodiesOfListener(listener: unknown): unknown {
  const changed = replacingBodiesOfSite(listener);
  if (!isObject(changed) || !isObject(changed.vhosts)) return changed;
  return { ...changed, vhosts: mapValues(changed.vhosts, replacingBodiesOfSite) };
}

function replacingBodiesOfSite(site: unknown): unknown {
  if (!isObject(site) || !isObject(site.routes)) return site;
  return { ...site, routes: mapValues(site.routes, replacingBody) };
}

function replacingBody(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { agents } = answer;
  return replacingOwnBody(
    isObject(agents) ? { ...answer, agents: mapValues(agents, replacingBody) } : answer,
  );
}

function replacingOwnBody(answer: JsonObject): unknown {
  const gives = (key: string): boolean => answer[key] !== undefined && answer[key] !== null;
  if (!BODY_FORMS.some(gives)) return answer;
  const old = gives('raw') ? [...BODY_FORMS, ...BESIDE_RAW] : BODY_FORMS;
  return { ...Object.fromEntries(old.map((key) => [key, null])), ...answer };
}

function mapValues(object: unknown, change: (value: unknown) => unknown): unknown {
  if (!isObject(object)) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
