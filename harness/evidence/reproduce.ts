import { ownCommand } from '../base/index.ts';
import { withPort } from '../model/index.ts';

/** Something that a person can ask by hand inside the world of a case. */
export type Probe =
  | { readonly kind: 'dns'; readonly type: string; readonly name: string }
  /** A well-known file, with whatever it redirects to. */
  | { readonly kind: 'file'; readonly authority: string; readonly path: string }
  | {
      readonly kind: 'http';
      /** Host and, where it is not 443, port. */
      readonly authority: string;
      readonly path: string;
      /** Connect there, whatever the authority resolves to. */
      readonly at: { readonly address: string; readonly port: number };
    };

/** The command line that shows a reader what the implementation should have found: `npx signpost shell ID --dig NAME SRV`. */
export function reproduce(caseId: string, probe: Probe): string {
  return ownCommand('shell', caseId, ...command(probe));
}

/** Seconds: what gives no answer by then gives none. */
const PATIENCE = '10';

function command(probe: Probe): string[] {
  switch (probe.kind) {
    case 'dns':
      return ['--dig', probe.name, probe.type];
    case 'file':
      // With the status of each answer; the exit code says why there is none.
      return ['--', 'curl', '-sSiL', '-m', PATIENCE, `https://${probe.authority}${probe.path}`];
    case 'http': {
      const there = withPort(probe.at.address, probe.at.port);
      const url = `https://${probe.authority}${probe.path}`;
      return ['--', 'curl', '-sSv', '-m', PATIENCE, '--connect-to', `::${there}`, url];
    }
    default:
      return probe satisfies never;
  }
}
