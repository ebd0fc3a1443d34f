/** The parameters of an HTTPS or SVCB record that a world has (RFC 9460, section 7), each only where it is given. */
export interface ServiceParameters {
  readonly alpn?: readonly string[];
  readonly port?: number;
  readonly ipv4hint?: readonly string[];
  readonly ipv6hint?: readonly string[];
}

/** An HTTPS or SVCB record: where a service is, and how it is spoken to. */
export interface ServiceBinding {
  readonly type: 'HTTPS' | 'SVCB';
  /** 0: the target is an alias of the owner (RFC 9460, section 2.4.2), and there are no parameters. */
  readonly priority: number;
  /** Absolute, without final dot; `.` is the owner itself. */
  readonly target: string;
  readonly parameters: ServiceParameters;
}

/** As in a zone file, without owner and type: `1 . alpn=h2,http/1.1 port=8449`. */
export function serviceBindingText({ priority, target, parameters }: ServiceBinding): string {
  const { alpn, port, ipv4hint, ipv6hint } = parameters;
  const words = [
    `${priority} ${target}`,
    ...(alpn ? [`alpn=${alpn.join(',')}`] : []),
    ...(port === undefined ? [] : [`port=${port}`]),
    ...(ipv4hint ? [`ipv4hint=${ipv4hint.join(',')}`] : []),
    ...(ipv6hint ? [`ipv6hint=${ipv6hint.join(',')}`] : []),
  ];
  return words.join(' ');
}
