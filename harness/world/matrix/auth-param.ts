import type { XMatrixProblem } from '../../evidence/index.ts';

/** RFC 9110, 5.6.2. */
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
/** RFC 9110, 5.6.4. */
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
/** a colon, or whatever else is no token, may stand unquoted as long as it is plain where the value ends. */
const UNQUOTED = /[^\s,"]+/y;
const BLANKS = /[ \t]*/y;

export interface Parameters {
  /** By name in lower case; of a name that comes twice, the first one. */
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly XMatrixProblem[];
}

/**
 * The comma-separated list `name=value` of RFC 9110, 11.2, after the scheme. Undefined when it is none.
 * Names are compared without letter case; those that mean nothing here are kept all the same.
 */
export function readParameters(text: string): Parameters | undefined {
  const values = new Map<string, string>();
  const problems: XMatrixProblem[] = [];
  const untidy = (what: string) => problems.push({ kind: 'untidy', text: what });
  let at = 0;
  const read = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    at += found?.[0].length ?? 0;
    return found;
  };
  const skipBlanks = (): boolean => (read(BLANKS)?.[0].length ?? 0) > 0;

  if (skipBlanks()) untidy('has more than one space after the scheme');
  while (at < text.length) {
    // RFC 9110, 5.6.1.2: empty elements of a list are passed over.
    if (text[at] !== ',') {
      const name = read(TOKEN)?.[0];
      if (name === undefined) return undefined;
      if (skipBlanks()) untidy('has white space around "="');
      if (text[at++] !== '=') return undefined;
      if (skipBlanks()) untidy('has white space around "="');
      const quoted = read(QUOTED);
      const plain = quoted === undefined ? read(UNQUOTED)?.[0] : undefined;
      const value = quoted?.[1]?.replace(/\\(.)/gs, '$1') ?? plain;
      if (value === undefined) return undefined;
      if (name !== name.toLowerCase()) untidy(`has a name with upper-case letters, ${name}`);
      if (quoted?.[1]?.includes('\\')) untidy(`has a backslash in the value of ${name}`);
      if (plain !== undefined && !isToken(plain))
        problems.push({ kind: 'unquoted', text: `does not quote the value of ${name}, which is no token` });
      if (values.has(name.toLowerCase())) untidy(`has two parameters called ${name}`);
      else values.set(name.toLowerCase(), value);
    }
    const before = skipBlanks();
    if (at === text.length) break;
    if (text[at++] !== ',') return undefined;
    if (skipBlanks() || before) untidy('has white space around a comma');
  }
  return { values, problems: once(problems) };
}

function isToken(text: string): boolean {
  TOKEN.lastIndex = 0;
  return TOKEN.exec(text)?.[0] === text;
}

function once(problems: readonly XMatrixProblem[]): XMatrixProblem[] {
  return [...new Map(problems.map((problem) => [problem.text, problem])).values()];
}
