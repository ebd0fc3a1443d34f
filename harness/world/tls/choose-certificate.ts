import type { Certificate, ListenerCertificate } from '../../scenario/index.ts';

/** The certificate a listener presents to a client that asks for `sni`; undefined where it speaks no TLS. */
export function chooseCertificate(
  choice: ListenerCertificate | undefined,
  sni: string | null,
): Certificate | undefined {
  switch (choice?.kind) {
    case undefined:
    case 'none':
      return undefined;
    case 'one':
      return choice.certificate;
    case 'sni':
      return choice.byName[sni?.toLowerCase() ?? ''] ?? choice.default;
    default:
      return choice satisfies never;
  }
}
