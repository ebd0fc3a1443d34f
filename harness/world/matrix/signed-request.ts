import type { XMatrixProblem } from '../../evidence/index.ts';
import type { Json } from './canonical-json.ts';

/** The object that a sender signs. */
export interface SignedRequest {
  readonly method: string;
  readonly uri: string;
  readonly origin: string;
  readonly destination: string;
  readonly content?: Json;
}

/** What a sender may have signed in place of the right thing, the likeliest first. */
export interface Mistake {
  readonly problem: XMatrixProblem;
  readonly signed: SignedRequest;
}

/** `others`: names by which the receiver may have been called instead. */
export function mistakes(right: SignedRequest, others: readonly string[]): Mistake[] {
  const { content, ...bodiless } = right;
  const uri = (text: string, instead: string): Mistake => ({
    problem: { kind: 'signed-uri', text: `is signed over ${text}` },
    signed: { ...right, uri: instead },
  });
  const all = [
    uri('the path without its query', right.uri.replace(/\?.*$/s, '')),
    uri('the path with its escapes undone', unescaped(right.uri)),
    ...others.map((name): Mistake => destination(right, name)),
    ...[right.destination, ...others].map((name) => uri('a whole URL', `https://${name}${right.uri}`)),
    { problem: body('is signed as if there were no body'), signed: bodiless },
    { problem: body('is signed over an empty body where there is none'), signed: { ...right, content: {} } },
    {
      problem: { kind: 'signature', text: 'is signed over the method in lower case' },
      signed: { ...right, method: right.method.toLowerCase() },
    } as const,
  ];
  return all.filter(({ signed }) => !same(signed, right));
}

function destination(right: SignedRequest, name: string): Mistake {
  const text = `is signed for the destination ${name}, which is not the one that it names`;
  return { problem: { kind: 'signed-destination', text }, signed: { ...right, destination: name } };
}

const body = (text: string): XMatrixProblem => ({ kind: 'signed-content', text });

const same = (one: SignedRequest, other: SignedRequest): boolean =>
  one.uri === other.uri &&
  one.destination === other.destination &&
  one.method === other.method &&
  one.content === other.content;

function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
