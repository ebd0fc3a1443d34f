import { domainToASCII } from 'node:url';
import { decodePunycode } from '../../model/index.ts';

/**
 * A text as those read its labels in punycode who decode them and encode again what they say: by UTS 46, by the rules of 2003
 * (a sharp s is ss, a final sigma a sigma, a joiner nothing), without what is not ASCII, or without its prefix.
 */
export function punycodeReadings(text: string): readonly string[] {
  if (!text.includes('xn--')) return [];
  return WAYS.map((read) => text.replace(/(?<![a-z0-9-])xn--[a-z0-9-]{1,59}/g, read));
}

const WAYS: readonly ((label: string) => string)[] = [
  (label) => domainToASCII(decoded(label)),
  (label) => domainToASCII(by2003(decoded(label))),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what is outside ASCII.
  (label) => decoded(label).replace(/[^\x00-\x7f]/g, ''),
  (label) => label.slice('xn--'.length),
];

const decoded = (label: string): string => decodePunycode(label) ?? '';

function by2003(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll(/\u200c|\u200d/g, '');
}
