import type { Command } from 'commander';
import pc from 'picocolors';
import { examine, type NeedFinding, needs } from '../sandbox/index.ts';

const EXPLANATION = `
Tries each need for real, in namespaces of its own that vanish at once, and says how to mend what is missing.

Exit code: 0 all there, 2 something is missing.`;

export function define(command: Command): void {
  command.addHelpText('after', EXPLANATION).action(async () => {
    let unmet = 0;
    for await (const finding of examine(needs())) {
      if (finding.kind === 'unmet' && finding.only === undefined) unmet += 1;
      process.stdout.write(`${lines(finding).join('\n')}\n`);
    }
    process.stdout.write(unmet ? `\n${unmet} missing.\n` : '\nEverything Signpost needs is here.\n');
    process.exitCode = unmet ? 2 : 0;
  });
}

function lines(finding: NeedFinding): string[] {
  switch (finding.kind) {
    case 'met':
      return [`${pc.green('✓')} ${finding.what}${finding.detail ? pc.dim(`  ${finding.detail}`) : ''}`];
    case 'untried':
      return [`${pc.dim('–')} ${finding.what}: not tried`];
    case 'unmet':
      return [
        `${pc.red('✗')} ${finding.what}: ${finding.why}`,
        ...(finding.only === undefined ? [] : [`    missing only for ${finding.only}`]),
        ...finding.remedies.map((remedy) => `    ${remedy}`),
      ];
    default:
      return finding satisfies never;
  }
}
