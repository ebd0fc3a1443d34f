import type { Certificate, ListenerCertificate } from '../../model/index.ts';

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
    case 'sni': {
      const name = sni?.toLowerCase() ?? '';
      // Clients choose the name, and every object has a `constructor`.
      return (Object.hasOwn(choice.byName, name) ? choice.byName[name] : undefined) ?? choice.default;
    }
    default:
      return choice satisfies never;
  }
}
