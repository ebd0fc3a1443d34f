import { withoutDoubled } from '../placed.ts';
import type { Trigger } from './description.ts';

/** A request to the homeserver's client API, ready to be sent. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Names {
  /** Who is to be reached, exactly as the scenario has it. */
  readonly server: string;
  /** The homeserver's own server name. */
  readonly self: string;
}

/**
 * The trigger with the names filled in; a sentence if this server name cannot stand there.
 *
 * In a path a name is percent-encoded, in a header it goes into a quoted string (RFC 9110, 5.6.4), in a body into JSON.
 */
export function clientRequest(trigger: Trigger, names: Names): ClientRequest | string {
  const { method, path, headers, body } = trigger;
  const inHeader = Object.values(headers).some((value) => value.includes('{server}'));
  if (inHeader && !/^[ -~]*$/.test(names.server)) return 'such a name cannot stand in a header';
  if (/\p{Surrogate}/u.test(names.server)) return 'such a name cannot stand in a URL';
  const filledHeaders = Object.entries(headers).map(
    ([key, value]) => [key, filled(value, names, quoted)] as const,
  );
  return {
    method,
    path: filled(path, names, encodeURIComponent),
    headers: Object.fromEntries(filledHeaders),
    ...(body === undefined ? {} : { body: JSON.stringify(deepFilled(body, names)) }),
  };
}

function filled(text: string, names: Names, written: (name: string) => string): string {
  return withoutDoubled(text, (part) =>
    part.replace(/\{(server|self)\}/g, (_, name: keyof Names) => written(names[name])),
  );
}

const quoted = (name: string) => name.replace(/["\\]/g, '\\$&');

function deepFilled(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return filled(value, names, (name) => name);
  if (Array.isArray(value)) return value.map((one) => deepFilled(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deepFilled(one, names)]));
}
