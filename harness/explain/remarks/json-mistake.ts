import { type ParseError, type ParseErrorCode, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Why a text is no JSON, and how many characters stand before the place; `undefined` where it is. */
export function jsonMistake(text: string): { readonly at: number; readonly what: string } | undefined {
  // RFC 8259 8.1: a reader may pass over a byte order mark.
  const read = text.replace(/^\uFEFF/, ' ');
  try {
    JSON.parse(read);
    return undefined;
  } catch {
    return firstMistake(read);
  }
}

function firstMistake(text: string): { readonly at: number; readonly what: string } {
  const odd = ODDITIES.map(({ form, what }) => ({ at: text.search(form), what })).find(({ at }) => at >= 0);
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (odd && (!error || odd.at <= error.offset)) return odd;
  if (!error) return { at: 0, what: 'it is no JSON' };
  const { offset } = error;
  const before = text.slice(0, offset).trimEnd();
  if (before.endsWith(',') && /^[}\]]/.test(text.slice(offset)))
    return { at: offset, what: 'trailing comma' };
  return { at: offset, what: TEXTS[printParseErrorCode(error.error as ParseErrorCode)] ?? 'it is no JSON' };
}

/** What is met, and has a name of its own. */
const ODDITIES: readonly { readonly form: RegExp; readonly what: string }[] = [
  { form: /[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]/, what: 'quotes of a word processor, and not "' },
  { form: /[{,]\s*'|:\s*'/, what: 'single quotes, and not "' },
];

const TEXTS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word without quotes',
  InvalidNumberFormat: 'a number that is none',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'the } at the end is missing',
  CloseBracketExpected: 'a ] is missing',
  EndOfFileExpected: 'something follows behind the end of the JSON',
  InvalidCommentToken: 'a comment, which JSON does not have',
  UnexpectedEndOfComment: 'a comment, which JSON does not have',
  UnexpectedEndOfString: 'a quote that is not closed',
  InvalidUnicode: 'an escape that is none',
  InvalidEscapeCharacter: 'an escape that is none',
  InvalidCharacter: 'a character that cannot stand in a text',
};
