import type { ScenarioDocument } from './scenario-of.ts';

/** The text of a scenario file as the library's are written: a name or a listener a line, values in columns. */
export function scenarioText(document: ScenarioDocument): string {
  const { dns, hosts, expect, ...top } = document;
  const entries: [string, string][] = [
    ['$schema', '"../scenario.schema.json"'],
    ...Object.entries(top).map(([key, value]): [string, string] => [key, inline(value)]),
    ['dns', block(Object.entries(dns).map(([name, node]) => [name, inline(node)]))],
    ['hosts', block(Object.entries(hosts).map(([label, ports]) => [label, listeners(ports, hosts)]))],
    ['expect', inline(expect)],
  ];
  return `{\n${entries.map(([key, text]) => `  ${quote(key)}: ${text}`).join(',\n')}\n}\n`;
}

function block(entries: readonly (readonly [key: string, text: string])[]): string {
  if (entries.length === 0) return '{}';
  const width = widest(entries.map(([key]) => key));
  const lines = entries.map(([key, text]) => `    ${`${quote(key)}:`.padEnd(width + 1)} ${text}`);
  return `{\n${lines.join(',\n')}\n  }`;
}

/** The first port stands behind the label, the others below it. */
function listeners(ports: Readonly<Record<string, unknown>>, hosts: ScenarioDocument['hosts']): string {
  const entries = Object.entries(ports);
  if (entries.length === 0) return '{}';
  const indent = ' '.repeat(4 + widest(Object.keys(hosts)) + 1 + 1 + 2);
  const width = widest(entries.map(([port]) => port));
  const lines = entries.map(
    ([port, listener]) => `${`${quote(port)}:`.padEnd(width + 1)} ${inline(listener)}`,
  );
  return `{ ${lines.join(`,\n${indent}`)} }`;
}

const widest = (keys: readonly string[]): number => Math.max(...keys.map((key) => quote(key).length));

/** One line, with spaces where people put them. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return quote(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, each]) => `${quote(key)}: ${inline(each)}`).join(', ')} }`;
}

const quote = (value: unknown): string => JSON.stringify(value);
