import type { DivergenceDetail, DivergenceKind } from '../../judge/index.ts';

/** The fields of one kind: no other has to be there, and no other may. */
type FieldsOf<Kind extends DivergenceKind> = Exclude<
  keyof (DivergenceDetail & { readonly kind: Kind }),
  'kind'
>;

/** By kind. That exactly these are its fields the type holds, which is made of what the judge tells. */
export type FieldTable = { readonly [Kind in DivergenceKind]: Readonly<Record<FieldsOf<Kind>, true>> };

const none = {} as const;
const at = { at: true } as const;
const whose = { whose: true } as const;
const way = { whose: true, means: true } as const;
const port = { port: true } as const;
const belongs = { belongs: true } as const;
const names = { put: true, belongs: true } as const;
const pattern = { pattern: true } as const;

/** Which fields a divergence has by its kind. */
export const DIVERGENCE_FIELDS: FieldTable = {
  'followed-file-of-invalid-name': none,
  'followed-file-of-address': none,
  'followed-file-despite-port': none,
  'followed-file-on-other-port': none,
  'followed-other-file': none,
  'followed-invalid-file': none,
  'followed-file-of-delegated-host': none,
  'followed-file-for-other-host': none,
  'followed-file-of-other-host': none,
  'followed-file-despite-status': { status: true },
  'followed-file-despite-certificate': { flaw: true, name: true },
  'followed-file-behind-certificate': at,
  'went-where-nothing-leads': at,
  'went-to-mapped-name': at,
  'resolved-invalid-name': at,
  'took-srv-target-for-name': way,
  'took-alias-for-name': way,
  'took-redirect-host-for-name': way,
  'added-search-domain': way,
  'went-back-to-server-name': way,
  'went-on-after-answer': way,
  'ignored-delegation': way,
  'srv-of-server-name': none,
  'asked-wrong-srv': { asked: true, service: true, whose: true },
  'asked-other-service': { asked: true, service: true, whose: true },
  'used-8448-unasked': { service: true, whose: true },
  'used-well-known-port': whose,
  'used-8448-despite-srv': whose,
  'used-8448-despite-port': whose,
  'legacy-srv-despite-fed': whose,
  'srv-out-of-order': whose,
  'srv-without-say': way,
  'means-without-say': way,
  'no-host': none,
  'wrong-name-in-host': names,
  'port-left-out-of-host': port,
  'port-added-to-host': port,
  'wrong-port-in-host': { port: true, wanted: true },
  'no-sni': belongs,
  'wrong-name-in-sni': names,
  'sni-for-address': none,
  'sent-in-clear-text': at,
  'asked-for-other-file': at,
  'accepted-certificate': { at: true, flaw: true, name: true },
  'named-wrong-certificate': { named: true, wanted: true },
  'never-asked-well-known': none,
  'stopped-at-file': none,
  'looked-up-invalid-file': { asked: true },
  'never-asked-srv': { service: true, whose: true },
  'asked-srv-despite-port': { service: true, whose: true },
  'stopped-before-connecting': { to: true },
  'sent-no-client-hello': at,
  'ended-with-our-alert': { at: true },
  'broke-off-tls': { at: true, belongs: true },
  'broke-off-after-wrong-sni': { at: true, sni: true, name: true },
  'said-that-it-failed': none,
  'said-nothing': none,
  'named-no-known-place': none,
  'not-signed': none,
  'no-destination': none,
  'wrong-destination': none,
  'wrong-origin': none,
  'unreadable-x-matrix': none,
  'incomplete-x-matrix': none,
  'unquoted-x-matrix': none,
  'signed-other-content': none,
  'signed-other-destination': none,
  'signed-other-uri': none,
  'invalid-signature': none,
  'said-that-it-reached': none,
  'never-did-what-is-owed': pattern,
  'did-what-is-forbidden': pattern,
  'did-too-often': { pattern: true, most: true },
  'sent-too-late': { within: true },
};
