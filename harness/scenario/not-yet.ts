import type { Source } from './case.ts';
import { locate, type Path } from './document.ts';
import { ScenarioError } from './error.ts';
import type { Authored } from './schema.ts';

interface NotYet {
  readonly what: string;
  /** Where in a file it is written; `*` is any one key or index. */
  readonly at: readonly string[];
  /** Only these values; without them any. */
  readonly values?: readonly unknown[];
}

const onCertificates = (flaw: string): readonly NotYet[] =>
  [['cert'], ['cert', 'default'], ['cert', 'sni', '*']].map((place) => ({
    what: `the certificate flaw "${flaw}"`,
    at: ['hosts', '*', '*', ...place, flaw],
  }));

const onHttpAnswers = (key: string): readonly NotYet[] =>
  [[], ['*']].map((place) => ({
    what: `"${key}" of an HTTP answer`,
    at: ['hosts', '*', '*', 'routes', '*', ...place, key],
  }));

const onDnsAnswers = (key: string): readonly NotYet[] =>
  [[], ['then', '*']].map((place) => ({
    what: `"${key}" of a DNS answer`,
    at: ['dns', '*', '*', ...place, key],
  }));

/**
 * Parts of the vocabulary that the world cannot do yet. They are refused where they are written, never ignored.
 * Whoever teaches the world one of them removes its line.
 */
export const NOT_YET: readonly NotYet[] = [
  { what: '"steps"', at: ['steps'] },
  { what: 'the host "loopback"', at: ['hosts', 'loopback'] },
  { what: '"tls" of a listener', at: ['hosts', '*', '*', 'tls'] },
  { what: 'this fault', at: ['hosts', '*', '*', 'fault'], values: ['garbage', 'plain-http'] },
  {
    what: 'this need',
    at: ['needs', '*'],
    values: ['clock', 'syn', 'signed', 'browser', 'client-discovery'],
  },
  { what: '"destination"', at: ['expect', 'connect', '*', 'destination'] },
  { what: '"destination"', at: ['tolerate', '*', 'connect', '*', 'destination'] },
  ...['noSan', 'commonNameOnly', 'wrongUsage', 'missingIntermediate', 'nameConstrained'].flatMap(
    onCertificates,
  ),
  ...['delay', 'drip', 'chunked', 'endless', 'close', 'gzip', 'http'].flatMap(onHttpAnswers),
  ...['drop', 'delay', 'additional'].flatMap(onDnsAnswers),
];

export function refuseNotYet(authored: Authored, source: Source): readonly ScenarioError[] {
  return NOT_YET.flatMap(({ what, at, values }) =>
    placesOf(authored, at)
      .filter(({ value }) => value !== undefined && (values === undefined || values.includes(value)))
      .map(({ path, value }) => {
        const found = values === undefined ? '' : ` (${JSON.stringify(value)})`;
        return new ScenarioError(
          {
            code: 'not-supported-yet',
            what: `${what}${found} is not supported yet`,
            hint: 'leave it out for now',
          },
          locate(source, path, values === undefined ? 'key' : 'value'),
        );
      }),
  );
}

function placesOf(value: unknown, at: readonly string[]): readonly { path: Path; value: unknown }[] {
  const [step, ...rest] = at;
  if (step === undefined) return [{ path: [], value }];
  if (typeof value !== 'object' || value === null) return [];
  const keys: Path = step === '*' ? (Array.isArray(value) ? [...value.keys()] : Object.keys(value)) : [step];
  return keys.flatMap((key) =>
    placesOf((value as Readonly<Record<string | number, unknown>>)[key], rest).map((place) => ({
      path: [key, ...place.path],
      value: place.value,
    })),
  );
}
