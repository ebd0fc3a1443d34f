import { type RecordData, serviceBindingText } from '../../model/index.ts';

/** As in a zone file, without owner and TTL: `SRV 10 5 8443 hs.x.test`. */
export function recordText(record: RecordData): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `${record.type} ${record.address}`;
    case 'CNAME':
      return `CNAME ${record.target}`;
    case 'SRV':
      return `SRV ${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'TXT':
      return `TXT ${JSON.stringify(record.text)}`;
    case 'HTTPS':
    case 'SVCB':
      return `${record.type} ${serviceBindingText(record)}`;
    default:
      return record satisfies never;
  }
}
