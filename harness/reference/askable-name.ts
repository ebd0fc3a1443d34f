import { domainToASCII } from 'node:url';

/**
 * A name as c-ares has to be given it. Node decodes each label in punycode before it asks, and asks for the root where one does
 * not decode. A backslash keeps Node from seeing such a label; c-ares takes it off again (RFC 1035 5.1).
 */
export function askableName(name: string): string {
  return name
    .split('.')
    .map((label) => (isKeptByNode(label) ? label : `\\${label}`))
    .join('.');
}

function isKeptByNode(label: string): boolean {
  return !/^xn--/i.test(label) || domainToASCII(label) !== '';
}
