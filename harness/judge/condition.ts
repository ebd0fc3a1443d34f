import { matches } from '../evidence/index.ts';
import { steady } from '../model/index.ts';
import { federationRequests } from './federation-request.ts';
import type { Finding } from './finding.ts';
import { canConnect, type Evidence } from './finished-case.ts';

/** What the author asks for besides the requests: an answer, events that must or must not be there, a time. */
export function judgeConditions(hearing: Evidence): Finding[] {
  return [...judgeAnswer(hearing), ...judgeEvents(hearing), ...judgeTime(hearing)];
}

function judgeAnswer({ case: c, about, answer, events }: Evidence): Finding[] {
  const wanted = c.expect.answer;
  // One that only resolves cannot know what a connection would have shown.
  if (!wanted || !answer || !canConnect(about)) return [];
  const base = { grade: 'fail', field: 'answer' } as const;
  if (wanted === 'failed' && answer.kind === 'resolved') {
    // The refusal is broken already: the answer only tells the truth about that.
    if (c.expect.refuse && federationRequests(c, events).length > 0) return [];
    return [{ ...base, text: 'said that it reached the server, where only a failure is true' }];
  }
  // A homeserver may give up its answer before it gives up its request.
  if (wanted === 'reached' && answer.kind === 'failed' && !about.answersEarly) {
    return [{ ...base, text: 'said that it failed, where the server can be reached' }];
  }
  return [];
}

function judgeEvents({ case: c, events, scene = events }: Evidence): Finding[] {
  const { saw, never, atMost } = c.expect;
  const count = (pattern: (typeof saw)[number]) => scene.filter((event) => matches(pattern, event)).length;
  const name = (pattern: (typeof saw)[number]) => steady(c, pattern.text);
  return [
    ...saw
      .filter((pattern) => count(pattern) === 0)
      .map((pattern): Finding => {
        return { grade: 'fail', field: 'saw', text: `never did what has to be seen: ${name(pattern)}` };
      }),
    ...never
      .filter((pattern) => count(pattern) > 0)
      .map((pattern): Finding => {
        return { grade: 'fail', field: 'never', text: `did what may never be seen: ${name(pattern)}` };
      }),
    ...atMost
      .filter(({ pattern, count: most }) => count(pattern) > most)
      .map(({ pattern, count: most }): Finding => {
        const times = most === 1 ? 'once' : `${most} times`;
        return { grade: 'fail', field: 'atMost', text: `did more than ${times}: ${name(pattern)}` };
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
      timedOut: true,
      text: `took longer than ${within} ms to send its request`,
    },
  ];
}
