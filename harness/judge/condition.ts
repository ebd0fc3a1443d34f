import { matches } from '../evidence/index.ts';
import { type EventPattern, steady } from '../model/index.ts';
import { federationRequests } from './federation-request.ts';
import type { Finding } from './finding.ts';
import { canConnect, type Evidence } from './finished-case.ts';

/** What the author asks for besides the requests: an answer, events that must or must not be there, a time. */
export function judgeConditions(evidence: Evidence): Finding[] {
  return [...judgeAnswer(evidence), ...judgeEvents(evidence), ...judgeTime(evidence)];
}

function judgeAnswer({ case: c, about, answer, events, outcome }: Evidence): Finding[] {
  const wanted = c.expect.answer;
  // One that only resolves cannot know what a connection would have shown.
  if (!wanted || !answer || !canConnect(about)) return [];
  // The text says which names are valid, and not what becomes of who is asked for another.
  const most = outcome.step === 'invalid' ? ({ atMost: 'SHOULD' } as const) : {};
  const base = { grade: 'fail', field: 'answer', ...most } as const;
  if (wanted === 'failed' && answer.kind === 'resolved') {
    // The refusal is broken already: the answer only tells the truth about that.
    if (c.expect.refuse && federationRequests(c, events).length > 0) return [];
    const text = 'said that it reached the server, where only a failure is true';
    return [{ ...base, text, detail: { kind: 'said-that-it-reached' } }];
  }
  // A homeserver may give up its answer before it gives up its request.
  if (wanted === 'reached' && answer.kind === 'failed' && !about.answersEarly) {
    const text = 'said that it failed, where the server can be reached';
    return [{ ...base, text, detail: { kind: 'said-that-it-failed' } }];
  }
  return [];
}

function judgeEvents({ case: c, events, scene = events }: Evidence): Finding[] {
  const { saw, never, atMost } = c.expect;
  const seen = (pattern: EventPattern) => scene.filter((event) => matches(pattern, event));
  const name = ({ text }: EventPattern) => steady(c, text);
  const fail = ({ clause }: EventPattern) => ({ grade: 'fail', ...(clause && { clause }) }) as const;
  return [
    ...saw.flatMap((pattern): Finding[] => {
      if (seen(pattern).length > 0) return [];
      const text = `never did what has to be seen: ${name(pattern)}`;
      const detail = { kind: 'never-did-what-is-owed', pattern: name(pattern) } as const;
      return [{ ...fail(pattern), field: 'saw', text, detail }];
    }),
    ...never.flatMap((pattern): Finding[] => {
      const [first] = seen(pattern);
      if (first === undefined) return [];
      const text = `did what may never be seen: ${name(pattern)}`;
      const detail = { kind: 'did-what-is-forbidden', pattern: name(pattern) } as const;
      return [{ ...fail(pattern), field: 'never', text, event: first.n, detail }];
    }),
    ...atMost.flatMap(({ pattern, count: most }): Finding[] => {
      const surplus = seen(pattern)[most];
      if (surplus === undefined) return [];
      const text = `did more than ${most === 1 ? 'once' : `${most} times`}: ${name(pattern)}`;
      const detail = { kind: 'did-too-often', pattern: name(pattern), most } as const;
      // No clause gives a number.
      return [{ ...fail(pattern), field: 'atMost', atMost: 'SHOULD', text, event: surplus.n, detail }];
    }),
  ];
}

function judgeTime({ case: c, events }: Evidence): Finding[] {
  const { within } = c.expect;
  const [first] = federationRequests(c, events);
  if (within === undefined || !first || first.at <= within) return [];
  return [
    {
      grade: 'fail',
      field: 'within',
      // No clause gives a time.
      atMost: 'SHOULD',
      text: `took longer than ${within} ms to send its request`,
      event: first.n,
      detail: { kind: 'sent-too-late', within },
    },
  ];
}
