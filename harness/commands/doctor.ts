import type { Command } from 'commander';
import { lookFor, type Paint, say } from '../report/index.ts';
import { examine, type NeedFinding, needs } from '../sandbox/index.ts';

const EXPLANATION = `
Tries each need for real, in namespaces of its own that vanish at once, and says how to mend what is missing.

Exit code: 0 all there, 2 something is missing.`;

export function define(command: Command): void {
  command.addHelpText('after', EXPLANATION).action(async () => {
    let unmet = 0;
    const { paint } = lookFor(process.stdout);
    for await (const finding of examine(needs())) {
      if (finding.kind === 'unmet' && finding.only === undefined) unmet += 1;
      say(lines(finding, paint));
    }
    say(['', unmet ? `${unmet} missing.` : 'Everything Signpost needs is here.']);
    process.exitCode = unmet ? 2 : 0;
  });
}

function lines(finding: NeedFinding, paint: Paint): string[] {
  switch (finding.kind) {
    case 'met':
      return [
        `${paint.good('✓')} ${finding.what}${finding.detail ? paint.faint(`  ${finding.detail}`) : ''}`,
      ];
    case 'untried':
      return [`${paint.faint('–')} ${finding.what}: not tried`];
    case 'unmet':
      return [
        `${paint.bad('✗')} ${finding.what}: ${finding.why}`,
        ...(finding.only === undefined ? [] : [`    missing only for ${finding.only}`]),
        ...finding.remedies.map((remedy) => `    ${remedy}`),
      ];
    default:
      return finding satisfies never;
  }
}
