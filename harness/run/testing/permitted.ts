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
    parts: { isFinal: (status) => status < 500 && status !== 421 },
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
    does: 'goes on to the next SRV target where no answer comes within a second',
    parts: {
      isFinal: (status) => status !== NO_ANSWER,
      sendRequest: async (attempt, connection, exchange) => {
        if (exchange.rules.demand.purpose !== 'federation')
          return specParts.sendRequest(attempt, connection, exchange);
        try {
          return await attempt.within(1000, 'the answer', (part) =>
            specParts.sendRequest(part, connection, exchange),
          );
        } catch (error) {
          if (!(error instanceof DiscoveryFailure)) throw error;
          connection.socket.destroy();
          return { status: NO_ANSWER, headers: {}, body: new Uint8Array() };
        }
      },
    },
    shows: { 'srv/answer-is-final#late': 'noted', 'srv/answer-is-final#silent': 'noted' },
    asked: ['srv/answer-is-final#404'],
  },
  {
    // AMB-2. Whose keys they are, only somebody who reads them knows: any answer to a request for keys leads on.
    does: 'goes on to the next SRV target for keys that it cannot use',
    parts: {
      sendRequest: async (attempt, connection, exchange) => {
        const reply = await specParts.sendRequest(attempt, connection, exchange);
        return exchange.path.startsWith('/_matrix/key/') ? { ...reply, status: NO_ANSWER } : reply;
      },
      isFinal: (status) => status !== NO_ANSWER,
    },
    shows: {
      'keys/answer-is-final#of-srv-target': 'noted',
      'keys/answer-is-final#badly-signed': 'noted',
      'keys/answer-is-final#not-to-be-had': 'noted',
    },
    asked: [],
  },
];

const NO_ANSWER = 0;
