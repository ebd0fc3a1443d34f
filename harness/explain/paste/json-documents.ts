import type { Position } from '../../scenario/index.ts';
import { mistake } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';

/** One of the values of JSON that stand one after the other, and where it begins. */
export interface JsonDocument {
  readonly value: unknown;
  readonly at: Position;
}

/** Whether lines begin with an object or a list, as JSON from a web server does. */
export function startsJson(lines: readonly PastedLine[]): boolean {
  return /^\s*[{[]/.test(lines.find(isWritten)?.text ?? '');
}

/** Reads values of JSON, one after the other. `hint`: what to paste where one is damaged. */
export function documentsOf(lines: readonly PastedLine[], hint: string): readonly JsonDocument[] {
  const documents: JsonDocument[] = [];
  let open: { parts: string[]; at: Position; depth: number; isText: boolean } | undefined;
  for (const line of lines) {
    let from = 0;
    for (let index = 0; index < line.text.length; index++) {
      const character = line.text[index];
      if (open?.isText) {
        if (character === '\\') index++;
        else if (character === '"') open.isText = false;
      } else if (character === '"' && open) open.isText = true;
      else if (character === '{' || character === '[') {
        open ??= { parts: [], at: { ...line.at, column: line.at.column + index }, depth: 0, isText: false };
        if (open.depth++ === 0) from = index;
      } else if ((character === '}' || character === ']') && open && --open.depth === 0) {
        documents.push(parsed([...open.parts, line.text.slice(from, index + 1)].join('\n'), open.at, hint));
        open = undefined;
        from = index + 1;
      } else if (!open && character !== undefined && !/[\s,]/.test(character))
        throw mistake({ ...line.at, column: line.at.column + index }, 'this is no JSON', hint);
    }
    open?.parts.push(line.text.slice(from));
  }
  if (open) throw mistake(open.at, 'this JSON has no end', hint);
  return documents;
}

function parsed(text: string, at: Position, hint: string): JsonDocument {
  try {
    return { value: JSON.parse(text), at };
  } catch {
    throw mistake(at, 'this JSON is damaged', hint);
  }
}

/** A value as an object whose keys can be asked for; anything else has none. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map();
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
