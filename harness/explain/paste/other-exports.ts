import type { PastedLine } from './pasted-lines.ts';

/** What is known by its look and not read: what it is, and what to paste instead. The first that fits. */
const OTHERS: readonly (readonly [look: RegExp, is: string, instead: string])[] = [
  [
    /^(?:RESOURCERECORDS(?:ETS)?\t|[|+]* *ListResourceRecordSets|ResourceRecordSets:$)/,
    'Route 53, and not as JSON',
    'paste what `aws route53 list-resource-record-sets --hosted-zone-id ID --output json` prints',
  ],
  [
    /^\s*(?:[{[].*"(?:records|domain_records|rrsets|data|result)"\s*:|resource "\w+"|D\("|"?records"?\s*[:=])/,
    'records in the form of a programming interface',
    'export the zone as a file there (BIND format), or paste what `dig NAME TYPE` prints',
  ],
  [
    /^\s*<(?:!doctype|html)/i,
    'a web page',
    'copy the table of records from it, or export the zone as a file',
  ],
  [/^-----BEGIN /, 'a certificate or a key', 'give a certificate with --certificate, and a key to nobody'],
  [
    /^(?:server_name|database|listeners|global):/,
    'settings of a homeserver',
    'paste what `dig NAME TYPE` prints',
  ],
];

/** What lines are that hold no DNS records that can be read; `undefined`: that is not known. */
export function otherExport(
  lines: readonly PastedLine[],
): { readonly is: string; readonly instead: string } | undefined {
  for (const [look, is, instead] of OTHERS)
    if (lines.slice(0, 4).some(({ text }) => look.test(text.slice(0, 2000)))) return { is, instead };
  return undefined;
}
