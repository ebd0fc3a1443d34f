import { parseServerName } from '../model/index.ts';
import { authorization, destination, hasToBeSigned, signedObject, signedUri } from './authorization.ts';
import { certificateName, sni } from './certificate-name.ts';
import { discover } from './discover.ts';
import { sendRequest } from './exchange.ts';
import { fallBack } from './finality.ts';
import { authority, hostHeader } from './host-header.ts';
import { lifetime } from './lifetime.ts';
import { defaultPort, explicitPort, hostToReach, literalAddress, settles } from './names.ts';
import type { Parts } from './parts.ts';
import { faultOfPeer } from './peer.ts';
import { followRedirect, isFollowed } from './redirect.ts';
import { chooseAddresses, resolveAddresses } from './resolve-addresses.ts';
import { isNotFound, lookupSrv, services, srvOwner, srvServices, srvTarget } from './srv-lookup.ts';
import { orderSrv } from './srv-order.ts';
import { fetchWellKnown, wellKnownUrl } from './well-known.ts';
import { decidingName, goesOnAfter, judgeHead, parseBody, validateDelegation } from './well-known-answer.ts';

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
  readName: parseServerName,
  literalAddress,
  explicitPort,
  defaultPort,
  settles,
  discover,
  fetchWellKnown,
  wellKnownUrl,
  followRedirect,
  isFollowed,
  judgeHead,
  parseBody,
  validateDelegation,
  lifetime,
  goesOnAfter,
  decidingName,
  srvOwner,
  srvServices,
  isNotFound,
  lookupSrv,
  orderSrv: (records) => orderSrv(records),
  srvTarget,
  services,
  hostToReach,
  resolveAddresses,
  chooseAddresses,
  authority,
  hostHeader,
  certificateName,
  sni,
  faultOfPeer,
  hasToBeSigned,
  destination,
  signedUri,
  signedObject,
  authorization,
  sendRequest,
  fallBack,
};
