import { DiscoveryFailure, type Parts, specParts } from '../../reference/index.ts';

/** A resolver that does what the reference does not, and what the text permits: nobody may be accused of that. */
export interface Permitted {
  readonly does: string;
  readonly parts: Partial<Parts>;
  /** Cases in which it shows, with the status that comes of it. */
  readonly shows: Readonly<Record<string, 'noted' | 'pass'>>;
  /** All that it is asked besides: what is scored there it does as the reference does. */
  readonly asked: readonly string[];
}

export const PERMITTED: readonly Permitted[] = [
  {
    // RFC 9110 15.4.
    does: 'follows the Location of any 3xx',
    parts: {
      followRedirect: (reply, hop) =>
        specParts.followRedirect(
          reply.status >= 300 && reply.status < 400 ? { ...reply, status: 302 } : reply,
          hop,
        ),
    },
    shows: {
      'well-known/no-redirect#300': 'noted',
      'well-known/no-redirect#304': 'noted',
      'well-known/no-redirect#305': 'noted',
      'well-known/no-redirect#399': 'noted',
    },
    asked: ['well-known/no-redirect#201', 'well-known/no-redirect#no-location', 'well-known/redirect#302'],
  },
  {
    // AMB-2.
    does: 'goes on to the next SRV target after 421 and 5xx',
    parts: onToTheNext(async (sending) => {
      const reply = await sending;
      return reply.status < 500 && reply.status !== 421 ? reply : undefined;
    }),
    shows: {
      'srv/answer-is-final#421': 'noted',
      'srv/answer-is-final#500': 'noted',
      'srv/answer-is-final#502': 'noted',
      'well-known/srv-answer-is-final#421': 'noted',
      'well-known/srv-answer-is-final#500': 'noted',
      'well-known/srv-answer-is-final#502': 'noted',
    },
    asked: [
      'srv/answer-is-final#404',
      'fallback/answer-is-final#500',
      'virtual-hosts/site-of-srv-target-alone',
    ],
  },
  {
    // AMB-2.
    does: 'goes on to the next SRV target where no answer comes within two seconds',
    parts: { ...onToTheNext(async (sending) => sending), timeouts: { ...specParts.timeouts, reply: 2000 } },
    shows: { 'srv/answer-is-final#late': 'noted' },
    asked: ['srv/answer-is-final#404'],
  },
  {
    // AMB-2. Whose keys they are, only somebody who reads them knows: any answer to a request for keys leads on.
    does: 'goes on to the next SRV target for keys that it cannot use',
    parts: onToTheNext(async (sending, path) => {
      const reply = await sending;
      return path.startsWith('/_matrix/key/') ? undefined : reply;
    }),
    shows: {
      'keys/answer-is-final#of-srv-target': 'noted',
      'keys/answer-is-final#badly-signed': 'noted',
      'keys/answer-is-final#not-to-be-had': 'noted',
    },
    asked: [],
  },
];

/** `accept`: the answer of a target, or undefined where it is taken for none. */
function onToTheNext(
  accept: (sending: Promise<Reply>, path: string) => Promise<Reply | undefined>,
): Pick<Parts, 'sendRequest' | 'fallBack'> {
  return {
    sendRequest: async (attempt, connection, exchange) => {
      const sending = specParts.sendRequest(attempt, connection, exchange);
      if (exchange.rules.demand.purpose !== 'federation') return sending;
      const reply = await accept(sending, exchange.path);
      if (reply === undefined) throw new DiscoveryFailure('that is no answer', { trouble: 'stall' });
      return reply;
    },
    fallBack: ({ trouble }) =>
      trouble === 'stall'
        ? async (_attempt, from) => (from.rest.length === 0 ? undefined : { ...from, targets: from.rest })
        : undefined,
  };
}

type Reply = Awaited<ReturnType<Parts['sendRequest']>>;
