import { SignpostError, visible } from '../../base/index.ts';
import type { Position } from '../../scenario/index.ts';

/** An error as the user reads it on stderr. Only a fault of our own shows its stack. */
export function tell(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(tell).join('');
  if (error instanceof SignpostError) {
    const { code, what, hint } = error;
    return lineByLine(`${placeOf(error)}error ${code}: ${what}\n${hint ? `  ${hint}\n` : ''}`);
  }
  if (isOutOfFiles(error)) return OUT_OF_FILES;
  return internal(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** What is quoted may hold what does something to a terminal. */
const lineByLine = (text: string): string => text.split('\n').map(visible).join('\n');

const OUT_OF_FILES = `error too-many-files: the limit of open files of this shell is too low to begin
  raise it: ulimit -n 4096
`;

function isOutOfFiles(error: unknown): boolean {
  return error instanceof Error && ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Of a `ScenarioError`: importing that class would load its whole room for `signpost --help`. */
function placeOf(error: SignpostError & { readonly position?: Position }): string {
  const { position } = error;
  return position ? `${visible(position.file)}:${position.line}:${position.column}: ` : '';
}

function internal(text: string): string {
  return `error internal: this is a fault in Signpost itself, please report it\n${text}\n`;
}
