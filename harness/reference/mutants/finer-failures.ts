import type { TroubledStep } from '../../model/index.ts';
import type { FallBack, Setback } from '../parts.ts';
import type { Mutant } from './mutant.ts';
import { toPort, toServerName } from './ways.ts';

/** Where a careless resolver goes that has seen the right place fail: one way a step will do, `finality.ts` has them all. */
const WAYS = {
  '1': [toPort(443), 'port 443'],
  '2': [toPort(8448), 'port 8448'],
  '3.1': [toServerName, 'the server name'],
  '3.2': [toServerName, 'the server name'],
  '3.3': [toServerName, 'the server name'],
  '3.4': [toServerName, 'the server name'],
  '3.5': [toServerName, 'the server name'],
  '4': [toPort(8448), 'port 8448'],
  '5': [toPort(8448), 'port 8448'],
  '6': [toPort(443), 'port 443'],
} as const satisfies Readonly<Record<Exclude<TroubledStep, 'file'>, readonly [way: FallBack, to: string]>>;

/** Failures that only some take for one, and that the finality matrix counts among others or not at all. */
const FAILURES: readonly {
  readonly name: string;
  readonly after: string;
  readonly is: (setback: Setback) => boolean;
}[] = [
  {
    name: 'server-error',
    after: 'after a status of 500 or more',
    is: ({ status }) => status !== undefined && status >= 500,
  },
  {
    name: 'alert',
    after: 'after a TLS alert',
    // OpenSSL's words: "tlsv1 alert internal error", "tlsv1 unrecognized name".
    is: ({ why = '' }) => / alert |unrecognized name/.test(why),
  },
];

export const finerFailures: readonly Mutant[] = FAILURES.flatMap(({ name, after, is }) =>
  Object.entries(WAYS).map(([step, [way, to]]) => ({
    name: `after-${name}-in-${step}`,
    title: `Goes to ${to} ${after} in step ${step}`,
    replaces: { fallBack: (setback: Setback) => (setback.step === step && is(setback) ? way : undefined) },
  })),
);
