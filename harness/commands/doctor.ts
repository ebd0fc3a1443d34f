import type { Command } from 'commander';
import { lookFor, type Paint, say } from '../report/index.ts';
import { examine, type NeedFinding, needs } from '../sandbox/index.ts';

const EXPLANATION = `
Tries each need for real, in namespaces of its own that vanish at once, and says how to mend what is missing. Programs that
Signpost goes without are named with what they are for.

Exit code: 0 all there, 2 something is missing.`;

/** `works`: which verbs work without a sandbox. */
export function define(command: Command, _program: readonly string[] | undefined, works: string): void {
  command.addHelpText('after', EXPLANATION).action(async () => {
    let unmet = 0;
    let canEnter = true;
    const { paint } = lookFor(process.stdout);
    for await (const finding of examine(needs())) {
      if (finding.kind === 'unmet' && finding.only === undefined) unmet += 1;
      if (finding.kind === 'unmet' && finding.basic) canEnter = false;
      say(lines(finding, paint));
    }
    say(['', unmet ? `${unmet} missing.` : 'Everything Signpost needs is here.']);
    if (!canEnter) say(`Until then, ${works}.`);
    process.exitCode = unmet ? 2 : 0;
  });
}

function lines(finding: NeedFinding, paint: Paint): string[] {
  switch (finding.kind) {
    case 'met': {
      const told = [finding.detail, finding.only && `for ${finding.only}`].filter(Boolean).join('  ');
      return [`${paint.good('✓')} ${finding.what}${told ? paint.faint(`  ${told}`) : ''}`];
    }
    case 'untried':
      return [`${paint.faint('–')} ${finding.what}: not tried`];
    case 'unmet':
      return [
        `${finding.only === undefined ? paint.bad('✗') : paint.odd('–')} ${finding.what}: ${finding.why}`,
        ...(finding.only === undefined ? [] : [`    missing only for ${finding.only}`]),
        ...finding.remedies.map((remedy) => `    ${remedy}`),
      ];
    default:
      return finding satisfies never;
  }
}
