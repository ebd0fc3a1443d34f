import { ownCommand } from '../base/index.ts';
import { withPort } from '../model/index.ts';

/** Something that a person can ask by hand inside the world of a case. */
export type Probe =
  | { readonly kind: 'dns'; readonly type: string; readonly name: string }
  | {
      readonly kind: 'http';
      /** Host and, where it is not 443, port. */
      readonly authority: string;
      readonly path: string;
      /** Connect there, whatever the authority resolves to. */
      readonly at?: { readonly address: string; readonly port: number };
    };

/** The command line that shows a reader what the implementation should have found: `npx signpost shell ID --dig NAME SRV`. */
export function reproduce(caseId: string, probe: Probe): string {
  return ownCommand('shell', caseId, ...command(probe));
}

function command(probe: Probe): string[] {
  switch (probe.kind) {
    case 'dns':
      return ['--dig', probe.name, probe.type];
    case 'http': {
      const url = `https://${probe.authority}${probe.path}`;
      if (!probe.at) return ['--', 'curl', '-sS', url];
      const there = withPort(probe.at.address, probe.at.port);
      return ['--', 'curl', '-sSv', '--connect-to', `::${there}`, url];
    }
    default:
      return probe satisfies never;
  }
}
