import { canonical } from '../../model/index.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { documentsOf, fieldsOf, type JsonDocument, listOf, startsJson, textOf } from './json-documents.ts';
import { recordWritten } from './json-record.ts';
import { mistake } from './mistake.ts';

const INSTEAD = 'paste the whole answer of `/client/v4/zones/ID/dns_records`, or export the zone as a file';

/** The records of a zone as the programming interface of Cloudflare lists them: a page of them, and perhaps those of one kind. */
export const cloudflareJson: DnsFormat = {
  name: 'Cloudflare',
  recognises: ({ lines }) =>
    startsJson(lines) &&
    lines.some(({ text }) => /"content"\s*:/.test(text)) &&
    lines.some(({ text }) => /"(?:proxied|proxiable|zone_name)"\s*:/.test(text)),
  read: function* readCloudflare({ lines }): Generator<DnsFinding> {
    for (const document of documentsOf(lines, INSTEAD)) yield* readList(document);
  },
};

/** `{"result": [...]}`, the list alone, or one record of it. */
function* readList({ value, at }: JsonDocument): Generator<DnsFinding> {
  const result = fieldsOf(value).get('result') ?? value;
  for (const each of Array.isArray(result) ? listOf(result) : [result]) {
    const fields = fieldsOf(each);
    const [name, type, content] = ['name', 'type', 'content'].map((key) => textOf(fields.get(key)));
    if (name === undefined || type === undefined || content === undefined)
      throw mistake(at, 'a record in this JSON has no name, no type, or no content', INSTEAD);
    const owner = canonical(name);
    if (fields.get('proxied') === true) yield { kind: 'proxied', owner };
    const priority = fields.get('priority');
    const words = content.trim().split(/\s+/);
    // The priority of an SRV record stands beside its content.
    const data = type === 'SRV' && words.length === 3 ? [priority, ...words].join(' ') : content;
    // 1 is "automatic".
    const ttl = fields.get('ttl');
    const lasts = typeof ttl === 'number' && ttl > 1 ? { ttl } : {};
    yield recordWritten({ owner, type, data: type === 'TXT' ? quotedText(data) : data, ...lasts, at });
  }
}

const quotedText = (text: string): string => (text.startsWith('"') ? text : JSON.stringify(text));
