#!/usr/bin/env node
// Known advisories for the packages that Signpost runs with, as the registry answers them: one of high severity fails.
// Not every registry answers, and none does without a network. That is said, and fails nothing.
import { spawnSync } from 'node:child_process';

const audit = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const report = parsed(audit.stdout ?? '');

if (report?.vulnerabilities !== undefined) told(Object.values(report.vulnerabilities));
else if (isUnanswered(report))
  console.log(`not checked: the registry does not answer about advisories (${whyNot(report)})`);
else {
  console.log(`npm audit failed: ${whyNot(report)}`);
  process.exitCode = 1;
}

/** @param {{ name: string, severity: string, range?: string, via: (string | { title?: string, url?: string })[] }[]} found */
function told(found) {
  const grave = found.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range = '', via } of found) {
    const why = via
      .map((one) => (typeof one === 'string' ? `by way of ${one}` : `${one.title} ${one.url}`))
      .join('; ');
    console.log(`${severity}: ${name} ${range}: ${why}`);
  }
  const rest = found.length - grave.length;
  console.log(`${grave.length} of high severity, ${rest} of less`);
  if (grave.length > 0) process.exitCode = 1;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer of HTTP that is no report, or none at all. A lock file that is missing is our own mistake. */
function isUnanswered(answer) {
  const code = String(answer?.error?.code ?? answer?.code ?? '');
  return (
    typeof answer?.statusCode === 'number' ||
    /^E(AI_AGAIN|CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT)$/.test(code)
  );
}

function whyNot(answer) {
  const words = answer?.message ?? answer?.error?.summary ?? audit.error?.message ?? audit.stderr ?? '';
  return String(words).trim().split('\n')[0];
}
