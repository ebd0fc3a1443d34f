import { SignpostError, safeLine, widthOf, wrapped } from '../../base/index.ts';
import type { Position } from '../../scenario/index.ts';

/** An error as the user reads it on stderr. Only a fault of our own shows its stack. */
export function tell(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(tell).join('');
  if (error instanceof SignpostError) {
    const { code, what, hint } = error;
    return `${block(`${placeOf(error)}error ${code}: ${what}`)}${hint ? `  ${block(hint)}` : ''}`;
  }
  if (isOutOfFiles(error)) return OUT_OF_FILES;
  return internal(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

const OUT_OF_FILES = `error too-many-files: the limit of open files of this shell is too low to begin
  raise it: ulimit -n 4096
`;

function isOutOfFiles(error: unknown): boolean {
  return error instanceof Error && ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Of a `ScenarioError`: importing that class would load its whole room for `signpost --help`. */
function placeOf(error: SignpostError & { readonly position?: Position }): string {
  const { position } = error;
  return position ? `${position.file}:${position.line}:${position.column}: ` : '';
}

function internal(text: string): string {
  return `error internal: this is a fault in Signpost itself, please report it\n${block(text)}`;
}

/** What was quoted may have lines of its own: none of them stands where one of ours would begin. */
export function block(text: string): string {
  const [first = '', ...more] = text.split('\n').map(safeLine);
  const width = widthOf(process.stderr);
  return [first, ...more.map((line) => (/^ {2}|^$/.test(line) ? line : `  ${line}`))]
    .flatMap((line) => wrapped(line, width))
    .map((line) => `${line}\n`)
    .join('');
}
