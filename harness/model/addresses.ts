/**
 * The addresses of the mock internet. They belong to other people outside the sandbox: nothing may be sent to them
 * unless `requireOwnNamespace()` (world) has passed.
 *
 * The prefixes look public on purpose: homeservers refuse private, loopback, documentation and benchmark ranges.
 */
export const ADDRESSES = {
  /** One `local` route makes the whole prefix ours. */
  ipv4Prefix: '20.0.0.0/8',
  ipv6Prefix: '2a00:db8::/32',
  /** On `lo`, so that resolvers see a machine with both families. */
  ipv4Self: '20.0.0.1',
  ipv6Self: '2a00:db8::1',
  /** The name server in resolv.conf. */
  ipv4Resolver: '20.0.0.53',
  ipv6Resolver: '2a00:db8::53',
  /** The one after it, in the cases of which the machine has two. */
  secondResolver: '20.0.0.54',
  /** Well-known public resolvers: software with a resolver of its own built in is answered, and reported as such. */
  publicResolvers: [
    '8.8.8.8',
    '8.8.4.4',
    '1.1.1.1',
    '1.0.0.1',
    '9.9.9.9',
    '2001:4860:4860::8888',
    '2001:4860:4860::8844',
    '2606:4700:4700::1111',
    '2606:4700:4700::1001',
    '2620:fe::fe',
  ],
} as const;
