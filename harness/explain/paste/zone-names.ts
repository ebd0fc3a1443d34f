import { asciiLower, isAddress } from '../../model/index.ts';
import type { Suspicion } from '../paste.ts';
import type { Token } from './zone-tokens.ts';

/** Absolute, in lower case, without final dot. `origin`: what a name without final dot is relative to; empty: the root. */
export function absoluteName(text: string, origin: string): string {
  if (text === '@') return origin;
  const name = asciiLower(text);
  if (name === '.') return '';
  if (name.endsWith('.')) return name.slice(0, -1);
  return origin === '' ? name : `${name}.${origin}`;
}

/** A name that ends with that of the zone already, and gets it once more for want of a final dot. */
export function dotMissing({ text, position }: Token, origin: string): Suspicion | undefined {
  const name = asciiLower(text);
  if (origin === '' || text.endsWith('.') || (name !== origin && !name.endsWith(`.${origin}`)))
    return undefined;
  const what = `${text} has no dot at its end, so that it means ${name}.${origin}`;
  return { at: position, what, instead: `write ${text}.` };
}

/** A target of another domain below the zone: `matrix.example.net` for `matrix.example.net.`. `exists`: the zone has such a name. */
export function dotMissingInTarget(
  token: Token,
  origin: string,
  exists: (name: string) => boolean,
): Suspicion | undefined {
  const certain = dotMissing(token, origin);
  if (certain) return certain;
  const { text, position } = token;
  if (origin === '' || text.endsWith('.') || !text.includes('.') || isOddTarget(text)) return undefined;
  const name = absoluteName(text, origin);
  if (exists(name)) return undefined;
  const what = `the target ${text} has no dot at its end, so that it means ${name}, of which there is no record here`;
  return { at: position, what, instead: `write ${text}.` };
}

/** An address or a URL where a name has to stand: it is relative to nothing. */
export const isOddTarget = (text: string): boolean => isAddress(text) || /^https?:/i.test(text);
