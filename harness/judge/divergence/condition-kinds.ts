import type { ConditionDetail } from './divergence.ts';
import type { KindTable } from './kind.ts';

/** What the author asks for besides the request: the reason says all of it. */
export const conditionKinds: KindTable<ConditionDetail> = {
  'said-that-it-reached': {
    summary: 'said that it reached the server, where only a failure is true',
    unfollowed: 'end',
  },
  'never-did-what-is-owed': { summary: 'never did what has to be seen', unfollowed: 'end' },
  'did-what-is-forbidden': { summary: 'did what may never be seen', unfollowed: 'end' },
  'did-too-often': { summary: 'did something more often than it may', unfollowed: 'end' },
  'sent-too-late': { summary: 'took too long to send its request', unfollowed: 'end' },
};
