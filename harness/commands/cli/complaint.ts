/**
 * An error as the user reads it on stderr. Only a fault of our own shows its stack.
 *
 * The families are told apart by name: importing their classes would load every room for `signpost --help`.
 */
export function tell(error: unknown): string {
  if (!(error instanceof Error)) return internal(String(error));
  if (error instanceof AggregateError) return error.errors.map(tell).join('');
  if (!FAMILIES.includes(error.name)) return internal(error.stack ?? error.message);
  const { code, hint, what, position } = error as Told;
  const where = position ? `${position.file}:${position.line}:${position.column}: ` : '';
  return `${where}error ${code}: ${what ?? error.message}\n${hint ? `  ${hint}\n` : ''}`;
}

const FAMILIES: readonly string[] = ['ScenarioError', 'AdapterError', 'HarnessError'];

interface Told extends Error {
  readonly code?: string;
  readonly hint?: string;
  readonly what?: string;
  readonly position?: { readonly file: string; readonly line: number; readonly column: number };
}

function internal(text: string): string {
  return `error internal: this is a fault in Signpost itself, please report it\n${text}\n`;
}
