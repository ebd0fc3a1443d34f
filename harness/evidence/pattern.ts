import { listenerId, type Pattern, withoutDefaultPort } from '../model/index.ts';
import type { Happened } from './event.ts';

/** Names are compared without letter case, paths and methods with it. No SNI is the empty text. */
export function matches(pattern: Pattern, event: Happened): boolean {
  switch (pattern.kind) {
    case 'dns':
      return event.kind === 'dns' && fits(pattern.type, event.type) && fitsName(pattern.name, event.name);
    case 'syn':
    case 'tcp':
      return event.kind === pattern.kind && fits(pattern.to, listenerId(event));
    case 'tls':
      return (
        event.kind === 'tls' && fits(pattern.to, listenerId(event)) && fitsName(pattern.sni, event.sni ?? '')
      );
    case 'http':
      return (
        event.kind === 'http' &&
        fits(pattern.to, listenerId(event)) &&
        fits(pattern.method, event.method) &&
        fits(pattern.path, event.path) &&
        // AMB-15: the port that HTTPS has anyway makes no difference.
        fitsName(pattern.authority ?? '*', withoutDefaultPort(event.hostHeader ?? '')) &&
        pattern.authorization !== (event.authorization === null)
      );
    default:
      return pattern satisfies never;
  }
}

const fitsName = (pattern: string, name: string) => fits(pattern.toLowerCase(), name.toLowerCase());

/** Whether `text` is what `pattern` says, `*` standing for anything. Written without a regular expression: the text comes from a stranger, and many stars must not cost more than a few. */
export function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
