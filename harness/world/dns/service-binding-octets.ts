import ipaddr from 'ipaddr.js';
import type { ServiceBinding } from '../../model/index.ts';

/** Keys of parameters (RFC 9460, section 14.3.2), in the order in which they have to stand. */
const KEYS = { alpn: 1, port: 3, ipv4hint: 4, ipv6hint: 6 };

/** The data of an HTTPS or SVCB record on the wire (RFC 9460, section 2.2), which dns-packet does not know. */
export function serviceBindingOctets({ priority, target, parameters }: ServiceBinding): Buffer {
  const { alpn, port, ipv4hint, ipv6hint } = parameters;
  return Buffer.concat([
    number16(priority),
    nameOctets(target),
    ...(alpn ? [parameter(KEYS.alpn, Buffer.concat(alpn.map(counted)))] : []),
    ...(port === undefined ? [] : [parameter(KEYS.port, number16(port))]),
    ...(ipv4hint ? [parameter(KEYS.ipv4hint, addressOctets(ipv4hint))] : []),
    ...(ipv6hint ? [parameter(KEYS.ipv6hint, addressOctets(ipv6hint))] : []),
  ]);
}

function parameter(key: number, value: Buffer): Buffer {
  return Buffer.concat([number16(key), number16(value.length), value]);
}

function number16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Never compressed (RFC 9460, section 2.2). */
function nameOctets(name: string): Buffer {
  const labels = name === '.' ? [] : name.split('.');
  return Buffer.concat([...labels.map(counted), Buffer.of(0)]);
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

function addressOctets(addresses: readonly string[]): Buffer {
  return Buffer.concat(addresses.map((address) => Buffer.from(ipaddr.parse(address).toByteArray())));
}
