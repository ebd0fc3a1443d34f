#!/usr/bin/env node
// Known advisories for the packages that are published with Signpost, as the registry answers them: one of high severity fails. Those of
// packages that only build and test it are told.
// Not every registry answers, and none does without a network. That is said, and fails nothing.
import { spawnSync } from 'node:child_process';
import { builtFiles } from '../harness/built-files.mjs';

const audit = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
const report = parsed(audit.stdout ?? '');

if (report?.vulnerabilities !== undefined)
  told(Object.values(report.vulnerabilities), (await builtFiles()).packages);
else if (isUnanswered(report))
  console.log(`not checked: the registry does not answer about advisories (${whyNot(report)})`);
else {
  console.log(`npm audit failed: ${whyNot(report)}`);
  process.exitCode = 1;
}

/**
 * @param {{ name: string, severity: string, range?: string, via: (string | { title?: string, url?: string })[] }[]} found
 * @param {readonly string[]} published
 */
function told(found, published) {
  const isPublished = (/** @type {{ name: string }} */ { name }) => published.includes(name);
  const isGrave = (/** @type {{ severity: string }} */ { severity }) => /^(high|critical)$/.test(severity);
  const grave = found.filter((one) => isGrave(one) && isPublished(one));
  for (const one of found) {
    const { name, severity, range = '', via } = one;
    const why = via
      .map((one) => (typeof one === 'string' ? `by way of ${one}` : `${one.title} ${one.url}`))
      .join('; ');
    const use = isPublished(one) ? '' : ' (not published)';
    console.log(`${severity}: ${name} ${range}${use}: ${why}`);
  }
  const rest = found.length - grave.length;
  console.log(`${grave.length} of high severity in what is published, ${rest} others`);
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
