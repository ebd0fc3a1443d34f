import type { Signer, XMatrix, XMatrixProblem } from '../../evidence/index.ts';
import { readParameters } from './auth-param.ts';
import type { Json } from './canonical-json.ts';
import { type CheckedSignature, checkSignature, unverified } from './signature.ts';
import type { SignedRequest } from './signed-request.ts';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** From the first slash on, with the query. */
  readonly uri: string;
  readonly host: string | undefined;
  /** Undefined when it did not come whole. */
  readonly body: Buffer | undefined;
  /** The Authorization headers, one by one. */
  readonly authorization: readonly string[];
}

export interface Parties {
  /** The server names that whoever received it goes by; none if that is no homeserver. */
  readonly receivers: readonly string[];
  readonly signer: Signer | undefined;
}

/** The scheme is compared without letter case (RFC 9110, 11.1), and so are the names after it. */
const SCHEME = /^x-matrix(?: |$)/i;

export const isXMatrix = (authorization: string): boolean => SCHEME.test(authorization);

/** Each X-Matrix header of the request, read and checked; those of other schemes are somebody else's. */
export function readXMatrix(arrived: Arrived, parties: Parties): XMatrix[] {
  return arrived.authorization.filter(isXMatrix).map((header) => readOne(header, arrived, parties));
}

function readOne(header: string, arrived: Arrived, parties: Parties): XMatrix {
  const parameters = readParameters(header.replace(SCHEME, ''));
  if (parameters === undefined) {
    const problem: XMatrixProblem = { kind: 'unreadable', text: 'is no list of parameters' };
    return { origin: null, destination: null, key: null, signature: 'unverified', problems: [problem] };
  }
  const value = (name: string) => parameters.values.get(name) ?? null;
  const named = { origin: value('origin'), destination: value('destination'), key: value('key') };
  const sig = value('sig') ?? value('signature');
  const checked = checkWhole({ ...named, sig }, arrived, parties);
  const problems = [
    ...parameters.problems,
    ...missing({ origin: named.origin, key: named.key, sig }),
    ...renamed(parameters.values),
    ...misnamed(named, parties),
    ...(checked.problem === undefined ? [] : [checked.problem]),
  ];
  return { ...named, signature: checked.signature, problems };
}

/** Without destination a request may still be accepted, so that is the judge's to say. */
function missing(parameters: Readonly<Record<string, string | null>>): XMatrixProblem[] {
  return Object.entries(parameters)
    .filter(([, value]) => value === null)
    .map(([name]) => ({ kind: 'missing', text: `has no ${name}` }));
}

/** AMB-21. */
function renamed(values: ReadonlyMap<string, string>): XMatrixProblem[] {
  if (values.has('sig') || !values.has('signature')) return [];
  return [{ kind: 'renamed', text: 'calls its signature "signature", where everybody writes "sig"' }];
}

function misnamed(
  { origin, destination }: Pick<XMatrix, 'origin' | 'destination'>,
  { receivers, signer }: Parties,
): XMatrixProblem[] {
  const problems: XMatrixProblem[] = [];
  if (signer !== undefined && origin !== null && origin !== signer.name) {
    problems.push({ kind: 'origin', text: `names ${origin} as origin, where ${signer.name} sends it` });
  }
  if (receivers.length > 0 && destination !== null && !receivers.includes(destination)) {
    const own = receivers.join(' or ');
    problems.push({ kind: 'destination', text: `names ${destination} as destination, not ${own}` });
  }
  return problems;
}

type Named = Pick<XMatrix, 'origin' | 'destination' | 'key'> & { readonly sig: string | null };

function checkWhole(named: Named, arrived: Arrived, { receivers, signer }: Parties): CheckedSignature {
  const { origin, key, sig } = named;
  if (origin === null || key === null || sig === null) return { signature: 'unverified' };
  // Senders from before v1.3 name the destination in what they sign only.
  const [receiver, ...more] = receivers;
  const destination = named.destination ?? (more.length === 0 ? receiver : undefined);
  if (destination === undefined) return unverified('it does not say for which destination it is signed');
  const body = contentOf(arrived.body);
  if ('why' in body) return unverified(body.why);
  const { method, uri, host } = arrived;
  const signed: SignedRequest = { method, uri, origin, destination, ...body };
  const others = new Set(
    [...receivers, host, host?.replace(/:\d+$/, '')].filter((name) => name !== undefined),
  );
  others.delete(destination);
  return checkSignature(signed, key, sig, signer, [...others]);
}

/** What counts as `content` of the signed object: nothing where there is no body. */
function contentOf(body: Buffer | undefined): { content?: Json } | { why: string } {
  if (body === undefined) return { why: 'its body did not come whole, or is too large' };
  if (body.length === 0) return {};
  try {
    return { content: JSON.parse(body.toString('utf8')) as Json };
  } catch {
    return { why: 'its body is not JSON' };
  }
}
