import { canonical } from '../../model/index.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { documentsOf, fieldsOf, type JsonDocument, listOf, startsJson, textOf } from './json-documents.ts';
import { recordWritten } from './json-record.ts';
import { mistake } from './mistake.ts';

const INSTEAD =
  'paste all that `aws route53 list-resource-record-sets --hosted-zone-id ID --output json` prints';

/** The zone as `aws route53 list-resource-record-sets` prints it; it is whole unless it says that it is not. */
export const route53: DnsFormat = {
  name: 'Route 53',
  recognises: ({ lines }) =>
    startsJson(lines) && lines.some(({ text }) => text.includes('"ResourceRecordSets"')),
  read: function* readRoute53({ lines }): Generator<DnsFinding> {
    for (const document of documentsOf(lines, INSTEAD)) yield* readSets(document);
  },
};

function* readSets({ value, at }: JsonDocument): Generator<DnsFinding> {
  const fields = fieldsOf(value);
  const isPart =
    fields.get('IsTruncated') === true || fields.has('NextToken') || fields.has('NextRecordName');
  for (const each of listOf(fields.get('ResourceRecordSets'))) {
    const set = fieldsOf(each);
    const name = textOf(set.get('Name'));
    const type = textOf(set.get('Type'));
    if (name === undefined || type === undefined)
      throw mistake(at, 'a record set has no Name, or no Type', INSTEAD);
    // `\052.example.org.` is a wildcard.
    const owner = canonical(name.replace(/^\\052(?=\.)/, '*'));
    const ttl = set.get('TTL');
    const target = textOf(fieldsOf(set.get('AliasTarget')).get('DNSName'));
    if (target !== undefined) yield { kind: 'alias', owner, target: canonical(target) };
    if (!isPart && (type === 'SOA' || type === 'NS' || type === 'DNAME'))
      yield { kind: 'landmark', mark: type, owner };
    for (const record of listOf(set.get('ResourceRecords'))) {
      const data = textOf(fieldsOf(record).get('Value'));
      if (data === undefined) throw mistake(at, `a record of ${owner} has no Value`, INSTEAD);
      yield recordWritten({ owner, type, data, ...(typeof ttl === 'number' && { ttl }), at });
    }
  }
}
