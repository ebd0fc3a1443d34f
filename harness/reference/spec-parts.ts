import { authorization, destination, signedUri } from './authorization.ts';
import { certificateName, sni } from './certificate-name.ts';
import { sendRequest } from './exchange.ts';
import { hostHeader } from './host-header.ts';
import { defaultPort, explicitPort, literalAddress, readName } from './names.ts';
import type { Parts } from './parts.ts';
import { followRedirect } from './redirect.ts';
import { resolveAddresses } from './resolve-addresses.ts';
import { lookupSrv, srvOwner, srvServices, srvTarget } from './srv-lookup.ts';
import { orderSrv } from './srv-order.ts';
import { tlsRules } from './tls-rules.ts';
import { tryAddresses } from './try-addresses.ts';
import { fetchWellKnown } from './well-known.ts';
import { goesOnAfter, judgeStatus, parseBody, validateDelegation } from './well-known-answer.ts';

/** The parts as the specification wants them. */
export const specParts: Parts = {
  // A stalled well-known file (5.5 s), or an unanswered SRV question (3 s), leaves room for what follows within 10 s.
  timeouts: {
    dns: 3000,
    dnsRepeat: 1000,
    laterFamily: 500,
    connect: 2000,
    handshake: 4000,
    reply: 5500,
    wellKnown: 5500,
  },
  readName,
  literalAddress,
  explicitPort,
  defaultPort,
  fetchWellKnown,
  followRedirect,
  judgeStatus,
  parseBody,
  validateDelegation,
  goesOnAfter,
  srvOwner,
  srvServices,
  lookupSrv,
  orderSrv: (records) => orderSrv(records),
  srvTarget,
  resolveAddresses,
  tryAddresses,
  hostHeader,
  certificateName,
  sni,
  tlsRules,
  destination,
  signedUri,
  authorization,
  sendRequest,
};
