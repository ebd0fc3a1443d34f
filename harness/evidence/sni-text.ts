import { visible } from '../base/index.ts';

/**
 * The name of a ClientHello as it is shown. RFC 6066 3 allows only ASCII there: any other octet is shown as what it is,
 * `\xc3\xa9`, since whatever letters it was meant for is the mistake of whoever sent it.
 */
export function sniText(sni: string): string {
  const octet = (character: string) => `\\x${character.charCodeAt(0).toString(16)}`;
  return visible(sni.replace(/[\u0080-\u00ff]/g, octet));
}
