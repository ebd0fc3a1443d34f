/** What a signed request says of its destination; `undefined` for a request that carries no X-Matrix. */
export function destinationOf(
  authorization: string | null,
): { readonly destination: string | null } | undefined {
  const parameters = /^X-Matrix\s+(.*)$/is.exec(authorization ?? '')?.[1];
  if (parameters === undefined) return undefined;
  for (const [, name, quoted, token] of parameters.matchAll(PARAMETER)) {
    if (name?.toLowerCase() === 'destination')
      return { destination: quoted?.replace(/\\(.)/gs, '$1') ?? token ?? '' };
  }
  return { destination: null };
}

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*))/g;
