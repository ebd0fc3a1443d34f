import { cloudflareJson } from './cloudflare-paste.ts';
import { digOutput } from './dig-paste.ts';
import { digShort } from './dig-short-paste.ts';
import { digYaml } from './dig-yaml-paste.ts';
import type { DnsFormat } from './dns-finding.ts';
import { dohJson } from './doh-paste.ts';
import { hostOutput } from './host-paste.ts';
import { nslookupOutput } from './nslookup-paste.ts';
import { powerShell } from './powershell-paste.ts';
import { resolvectlOutput } from './resolvectl-paste.ts';
import { route53 } from './route53-paste.ts';
import { hosterTable } from './table-paste.ts';
import { zoneFile } from './zone-file-paste.ts';

/** Those of JSON, which programs fetch that are no programs of DNS. */
export const JSON_FORMATS: readonly DnsFormat[] = [route53, dohJson, cloudflareJson];

/** The forms in which records are pasted, the most telling first: the first that recognises a part of a paste reads it. */
export const DNS_FORMATS: readonly DnsFormat[] = [
  ...JSON_FORMATS,
  digYaml,
  digOutput,
  powerShell,
  nslookupOutput,
  hostOutput,
  resolvectlOutput,
  hosterTable,
  digShort,
  zoneFile,
];
