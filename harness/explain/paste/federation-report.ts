import type { Position } from '../../scenario/index.ts';
import { mistake } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

const KEY = /"(?:WellKnownResult|DNSResult|ConnectionReports|ConnectionErrors|FederationOK)"\s*:/;

/** Refuses the JSON of the federation tester: it tells what that made of the answers, and not the answers. */
export function refuseFederationReport(lines: readonly PastedLine[], at: Position, hint: string): void {
  if (!lines.some(({ text }) => KEY.test(text))) return;
  throw mistake(
    at,
    'this is the report of a federation tester, and not what DNS and the web server say',
    hint,
  );
}
