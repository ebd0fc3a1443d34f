import { canonical, rcodeNamed } from '../../model/index.ts';
import type { Position } from '../../scenario/index.ts';
import { type AnsweredRecord, questionsIn } from './dig-message.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { documentsOf, fieldsOf, type JsonDocument, listOf, startsJson, textOf } from './json-documents.ts';
import { recordWritten } from './json-record.ts';
import { mistake } from './mistake.ts';

/** Numbers of types (RFC 1035 and others). */
const TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  64: 'SVCB',
  65: 'HTTPS',
  255: 'ANY',
};
const INSTEAD =
  'paste the whole answer, such as `curl -s "https://dns.google/resolve?name=NAME&type=SRV"` prints';

/** DNS over HTTPS as JSON, of Google and Cloudflare, and that of `kdig +json` (RFC 8427). */
export const dohJson: DnsFormat = {
  name: 'DNS as JSON',
  recognises: ({ lines }) =>
    startsJson(lines) && lines.some(({ text }) => /"(?:Status|RCODE)"\s*:/.test(text)),
  read: function* readDoh({ lines }): Generator<DnsFinding> {
    for (const document of documentsOf(lines, INSTEAD)) yield* readMessage(document);
  },
};

function* readMessage({ value, at }: JsonDocument): Generator<DnsFinding> {
  const fields = fieldsOf(value);
  const status = fields.get('Status') ?? fields.get('RCODE');
  if (typeof status !== 'number')
    throw mistake(at, 'this JSON is no answer of a name server: it has no Status', INSTEAD);
  const asked = textOf(fields.get('QNAME'));
  const own =
    asked === undefined
      ? []
      : [{ name: asked, type: typeOf(fields.get('QTYPEname') ?? fields.get('QTYPE')) }];
  const questions = listOf(fields.get('Question')).map((each) => ({
    name: textOf(fieldsOf(each).get('name')) ?? '',
    type: typeOf(fieldsOf(each).get('type')),
  }));
  const records = [...listOf(fields.get('Answer')), ...listOf(fields.get('answerRRs'))].map((each) =>
    recordOf(each, at),
  );
  yield* records;
  const flags = fields.get('RA') === true || fields.get('RA') === 1 ? ['ra'] : [];
  yield* questionsIn({
    status: rcodeNamed(status) ?? 'SERVFAIL',
    questions: [...questions, ...own],
    answers: records.flatMap(answered),
    flags: new Set(flags),
    hasSoa: listOf(fields.get('Authority')).some((each) => typeOf(fieldsOf(each).get('type')) === 'SOA'),
  });
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return TYPES[value] ?? `TYPE${value}`;
  return textOf(value) ?? '';
}

function recordOf(value: unknown, at: Position): DnsFinding {
  const fields = fieldsOf(value);
  const type = typeOf(fields.get('type') ?? fields.get('TYPEname') ?? fields.get('TYPE'));
  const owner = textOf(fields.get('name') ?? fields.get('NAME'));
  const data = textOf(fields.get('data') ?? fields.get(`rdata${type}`));
  const ttl = fields.get('TTL');
  if (owner === undefined || data === undefined)
    throw mistake(at, 'an answer in this JSON has no name, or no data', INSTEAD);
  return recordWritten({ owner, type, data, ...(typeof ttl === 'number' && { ttl }), at });
}

function answered(finding: DnsFinding): AnsweredRecord[] {
  if (finding.kind === 'other') return [{ owner: finding.owner, type: finding.type }];
  if (finding.kind !== 'record') return [];
  const { owner, data } = finding;
  return [
    { owner: canonical(owner), type: data.type, ...(data.type === 'CNAME' && { target: data.target }) },
  ];
}
