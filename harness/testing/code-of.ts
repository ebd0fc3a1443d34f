/** For tests that look at source files: the code alone, so that no comment and no example in a string counts. */

export interface Code {
  /** Without comments; each string that stands by itself is `"n"`, with its place in `strings`. */
  readonly code: string;
  readonly strings: readonly string[];
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /'((?:\\[\s\S]|[^'\\])*)'|"((?:\\[\s\S]|[^"\\])*)"/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const CHUNK = /((?:\\[\s\S]|\$(?!\{)|[^`\\$])*)(`|\$\{)/y;
const OTHER = /[^'"`/{}]+|[\s\S]/y;
/** What stands before a regular expression, and not before a division. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{;>]|\breturn)\s*$/;

export function codeOf(text: string): Code {
  const strings: string[] = [];
  /** The templates around, each with the braces that are open in its `${`. */
  const open: number[] = [];
  let [code, at] = ['', 0];
  const read = (what: RegExp): RegExpExecArray | undefined => {
    what.lastIndex = at;
    const found = what.exec(text) ?? undefined;
    at += found?.[0].length ?? 0;
    return found;
  };
  const quoted = (string: string) => `"${strings.push(string) - 1}"`;
  const readChunk = (isFirst: boolean): string => {
    const [, string = '', end] = read(CHUNK) ?? [];
    if (end === '${') open.push(0);
    if (isFirst) return end === '${' ? '(' : quoted(string);
    return end === '${' ? '+' : ')';
  };
  while (at < text.length) {
    if (read(COMMENT)) {
      code += ' ';
      continue;
    }
    const string = read(STRING);
    if (string) {
      code += quoted(string[1] ?? string[2] ?? '');
      continue;
    }
    if (text[at] === '/' && BEFORE_REGEX.test(code.slice(-40)) && read(REGEX)) {
      code += '/./';
      continue;
    }
    const [piece = ''] = read(OTHER) ?? [];
    const braces = open.at(-1);
    if (piece === '`') code += readChunk(true);
    else if (piece === '}' && braces === 0) {
      open.pop();
      code += readChunk(false);
    } else {
      if (braces !== undefined && /^[{}]$/.test(piece))
        open.push((open.pop() ?? 0) + (piece === '{' ? 1 : -1));
      code += piece;
    }
  }
  return { code, strings };
}
