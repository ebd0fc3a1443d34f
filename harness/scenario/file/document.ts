import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Source } from '../../model/index.ts';
import { type Complaint, type Position, ScenarioError } from './error.ts';
import { ProblemList } from './problem-list.ts';
import { quoted } from './quoted.ts';

export type Path = readonly (string | number)[];

export interface Document {
  readonly value: unknown;
  readonly problems: readonly ScenarioError[];
}

/** Strict JSON: a comment, a trailing comma and a key that is there twice are errors. All of them are collected. */
export function parseDocument(source: Source): Document {
  const { root, errors, tooDeep } = treeOf(source.text);
  const problems = new ProblemList();
  for (const error of errors) problems.add(() => jsonError(source, error));
  if (tooDeep) {
    const complaint: Complaint = { code: 'bad-json', what: 'brackets are nested too deeply to be read' };
    problems.add(() => new ScenarioError(complaint, positionOf(source, 0)));
  }
  if (problems.all.length > 0 || root === undefined) return { value: undefined, problems: problems.all };
  const value = plainValue(root, (node, complaint) => {
    problems.add(() => new ScenarioError(complaint, positionOf(source, node.offset)));
  });
  return { value, problems: problems.all };
}

/**
 * Where `path` is written: in the round's or the variant's own part if it is there, else in the body of the file, else at
 * the nearest thing around it that exists. `at: 'key'` points at the key instead of the value.
 */
export function locate(source: Source, path: Path, at: 'key' | 'value' = 'value'): Position {
  const { root } = treeOf(source.text);
  if (root === undefined) return positionOf(source, 0);
  const inBody = descend(root, path);
  const own = ownParts(source, path).flatMap((part) => {
    const start = nodeAt(root, part);
    return start === undefined ? [] : [descend(start, path)];
  });
  const { node, depth } =
    own.find((each) => each.depth > 0 && each.depth >= Math.max(inBody.depth, ...own.map((o) => o.depth))) ??
    inBody;
  const [nearest] = own;
  if (depth === 0 && nearest) return positionOf(source, nearest.node.offset);
  const key = at === 'key' && depth === path.length && node.parent?.type === 'property' ? node.parent : node;
  return positionOf(source, key.offset);
}

/** The parts of a file that come before its body, the nearest first. */
function ownParts({ variant, round }: Source, [first]: Path): readonly Path[] {
  const parts = variant === undefined ? [] : [variant];
  if (round === undefined) return parts;
  // A round writes its world as a change of the one before, and has from there what it does not write.
  const own: readonly Path[] =
    first === 'dns' || first === 'hosts'
      ? Array.from({ length: round + 1 }, (_, back) => ['rounds', round - back, 'change'])
      : [['rounds', round]];
  return [...parts.flatMap((part) => own.map((each) => [...part, ...each])), ...own, ...parts];
}

function descend(start: Node, path: Path): { node: Node; depth: number };
function descend(start: Node | undefined, path: Path): { node: Node; depth: number } | undefined;
function descend(start: Node | undefined, path: Path): { node: Node; depth: number } | undefined {
  if (start === undefined) return undefined;
  let node = start;
  for (const [depth, key] of path.entries()) {
    const next = childAt(node, key);
    if (next === undefined) return { node, depth };
    node = next;
  }
  return { node, depth: path.length };
}

function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) node = node && childAt(node, key);
  return node;
}

/** By key: with 100,000 mistakes in one object, looking through its children for each took an hour. */
const indexes = new WeakMap<Node, ReadonlyMap<string, Node>>();

function childAt(node: Node, step: string | number): Node | undefined {
  if (node.type === 'array') return typeof step === 'number' ? node.children?.[step] : undefined;
  if (node.type !== 'object') return undefined;
  const known = indexes.get(node);
  const index = known ?? indexOf(node);
  if (known === undefined) indexes.set(node, index);
  return index.get(String(step));
}

function indexOf({ children = [] }: Node): ReadonlyMap<string, Node> {
  // The first of two that are called alike wins.
  return new Map(
    children
      .toReversed()
      .flatMap(({ children: [key, value] = [] }) => (value ? [[String(key?.value), value]] : [])),
  );
}

function plainValue(node: Node, report: (node: Node, complaint: Complaint) => void): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => plainValue(child, report));
  if (node.type === 'string') reportHalves(node, report);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) continue;
    const name: string = key.value;
    reportHalves(key, report);
    if (name === '__proto__') {
      report(key, { code: 'unknown-key', what: 'the key "__proto__" means nothing here', hint: 'remove it' });
      continue;
    }
    if (seen.has(name)) {
      const hint = 'JSON readers differ in which of the two counts: keep one';
      report(key, { code: 'duplicate-key', what: `the key ${quoted(name)} is here twice`, hint });
    }
    seen.add(name);
    object[name] = plainValue(value, report);
  }
  return object;
}

/** UTF-8 cannot carry half a surrogate pair: it would silently become another character on the wire. */
function reportHalves(node: Node, report: (node: Node, complaint: Complaint) => void): void {
  const [half] = /\p{Cs}/u.exec(node.value) ?? [];
  if (half === undefined) return;
  const what = `\\u${half.charCodeAt(0).toString(16)} is half a character`;
  report(node, { code: 'bad-value', what, hint: 'write both halves of the pair, or the character itself' });
}

const PLAIN: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not JSON',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing } is expected here',
  CloseBracketExpected: 'a closing ] is expected here',
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a string ends without its closing quote',
  InvalidUnicode: 'a \\u escape needs four hexadecimal digits',
  InvalidEscapeCharacter: 'JSON does not know this escape',
  InvalidCharacter: 'a control character must be escaped',
};

function jsonError(source: Source, { error, offset }: ParseError): ScenarioError {
  const name = printParseErrorCode(error);
  const complaint: Complaint = {
    code: 'bad-json',
    what: PLAIN[name] ?? 'this is not JSON',
    ...(name.includes('Comment') ? { hint: 'write it in "note"' } : {}),
  };
  return new ScenarioError(complaint, positionOf(source, offset));
}

interface Tree {
  readonly text: string;
  readonly root: Node | undefined;
  readonly errors: readonly ParseError[];
  readonly tooDeep: boolean;
  lineStarts?: readonly number[];
}

// All look-ups of one file follow one another (1,000 variants share one text), so that remembering one tree is enough.
let latest: Tree = { text: '', root: undefined, errors: [], tooDeep: false };

function treeOf(text: string): Tree {
  if (latest.text !== text || text === '') latest = { text, ...parse(text) };
  return latest;
}

function parse(text: string): Omit<Tree, 'text'> {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    return { root, errors, tooDeep: root !== undefined && depthOf(root) > DEEPEST };
  } catch (cause) {
    // The parser is recursive: brackets nested tens of thousands deep exhaust the stack.
    if (cause instanceof RangeError) return { root: undefined, errors: [], tooDeep: true };
    throw cause;
  }
}

const DEEPEST = 100;

function depthOf(node: Node): number {
  let level: readonly Node[] = [node];
  let depth = 0;
  for (; level.length > 0 && depth <= 2 * DEEPEST; depth++) level = level.flatMap((n) => n.children ?? []);
  // A property is a node of its own between an object and its value.
  return depth / 2;
}

function positionOf(source: Source, offset: number): Position {
  const tree = treeOf(source.text);
  tree.lineStarts ??= lineStartsOf(source.text);
  const starts = tree.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: source.file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
