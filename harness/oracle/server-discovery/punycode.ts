import { decodePunycode } from '../../model/index.ts';
import type { TraceStep } from './decision.ts';
import { decide, type Inquiry, weaken } from './inquiry.ts';

/** G-21: the grammar allows it, and RFC 5891 5.4 has such a label refused by whoever decodes it. */
export function weighPunycode(q: Inquiry, step: TraceStep, host: string, of: 'name' | 'target'): void {
  const label = oddPunycodeIn(host);
  if (label === undefined) return;
  decide(q, step, 'G-21', { kind: 'odd-punycode', name: label });
  weaken(q, 'G-21', of);
}

/** The first label that begins with `xn--` and is none of IDNA: it does not decode, or to what nobody would have encoded. */
export function oddPunycodeIn(host: string): string | undefined {
  return host.split('.').find((label) => /^xn--/i.test(label) && !isALabel(label));
}

/** RFC 5890 2.3.2.1, as far as it takes no tables: letters, marks and digits of some script, as IDNA 2008 would spell them. */
function isALabel(label: string): boolean {
  const text = decodePunycode(label) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what is within ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return false;
  // Joiners are letters of no script, and some scripts need them (RFC 5892 appendix A).
  return (
    /^(?:[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}-]|\u200c|\u200d)+$/u.test(text) && text.normalize('NFKC') === text
  );
}
