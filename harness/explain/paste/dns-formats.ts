import { digOutput } from './dig-paste.ts';
import { digShort } from './dig-short-paste.ts';
import { digYaml } from './dig-yaml-paste.ts';
import type { DnsFormat } from './dns-finding.ts';
import { hostOutput } from './host-paste.ts';
import { zoneFile } from './zone-file-paste.ts';

/** The forms in which records are pasted, the most telling first: the first that recognises a part of a paste reads it. */
export const DNS_FORMATS: readonly DnsFormat[] = [digYaml, digOutput, hostOutput, zoneFile, digShort];
