import { suggestion } from '../../base/index.ts';
import type { Source } from '../../model/index.ts';
import { locate, type Path } from '../file/document.ts';
import { type Complaint, ScenarioError } from '../file/error.ts';
import { ProblemList } from '../file/problem-list.ts';
import { quoted } from '../file/quoted.ts';
import type { HostAddresses } from './blocks.ts';

/** What the names of one case are bound to, and where complaints about them go. */
export interface Scope {
  /** The case's own server name: `@`. */
  readonly name: string;
  readonly hosts: ReadonlyMap<string, HostAddresses>;
  readonly ports: ReadonlyMap<string, readonly number[]>;
  complain(path: Path, complaint: Complaint, part?: 'key' | 'value'): void;
}

export interface OpenScope extends Scope {
  readonly problems: readonly ScenarioError[];
}

export function openScope(
  source: Source,
  name: string,
  hosts: ReadonlyMap<string, HostAddresses>,
  ports: ReadonlyMap<string, readonly number[]>,
): OpenScope {
  const problems = new ProblemList();
  const complain: Scope['complain'] = (path, complaint, part) => {
    problems.add(() => new ScenarioError(complaint, locate(source, path, part)));
  };
  return {
    name,
    hosts,
    ports,
    complain,
    get problems() {
      return problems.all;
    },
  };
}

/** The addresses of a host label; complains when there is no such host. */
export function hostOf(
  scope: Scope,
  label: string,
  path: Path,
  part?: 'key' | 'value',
): HostAddresses | undefined {
  const host = scope.hosts.get(label);
  if (host === undefined) {
    const hint = suggestion(label, [...scope.hosts.keys()]);
    scope.complain(
      path,
      { code: 'undeclared-host', what: `no host ${quoted(label)} in "hosts"`, hint },
      part,
    );
  }
  return host;
}
