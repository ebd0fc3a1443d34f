import type { Case, EventPattern, ExpectedConnection, SpecVersion } from '../../model/index.ts';
import { expectedSni, splitListenerId, toldAddress } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION, stepInVersion } from '../../oracle/index.ts';

/** Where the request has to go, in one line. */
export function expectedText(c: Case, version: SpecVersion = DEFAULT_SPEC_VERSION): string {
  const { step, connect } = c.expect;
  const where = connect.map((expected) => connectionText(c, expected)).join(', and ');
  const prefix =
    step === undefined
      ? ''
      : step === 'invalid'
        ? 'invalid name → '
        : `step ${stepInVersion(step, version)} → `;
  return `${prefix}${where || 'no federation request at all'}`;
}

/** All that the scenario says of it, a line each. */
export function expectedLines(c: Case, version: SpecVersion = DEFAULT_SPEC_VERSION): string[] {
  const { connect, refuse, control, answer, saw, never, atMost, within } = c.expect;
  return [
    ...(connect.length > 0 || refuse ? [expectedText(c, version)] : []),
    ...(control === undefined ? [] : [`shown to be a refusal by ${control}`]),
    ...(answer === undefined ? [] : [`it says that it ${answer === 'reached' ? 'reached it' : 'failed'}`]),
    ...saw.map((pattern) => `seen: ${patternText(pattern)}`),
    ...never.map((pattern) => `never seen: ${patternText(pattern)}`),
    ...atMost.map(
      ({ pattern, count }) =>
        `seen ${count === 1 ? 'once' : `${count} times`} at most: ${patternText(pattern)}`,
    ),
    ...(within === undefined ? [] : [`within ${within} ms`]),
  ];
}

const patternText = ({ text, clause }: EventPattern) => (clause === undefined ? text : `${text} (${clause})`);

function connectionText(c: Case, expected: ExpectedConnection): string {
  const { to, host, cert } = expected;
  const places = to.map((id) => `${id} (${addressText(c, splitListenerId(id).host)})`).join(' or ');
  const name = expectedSni(expected);
  const sniText = name === null ? 'no SNI' : `SNI ${name === host ? 'the same' : name}`;
  const certText = cert === (name ?? host) ? '' : `  certificate ${cert}`;
  return `${places}  Host ${host}  ${sniText}${certText}`;
}

function addressText(c: Case, label: string): string {
  const host = c.hosts.find((one) => one.label === label);
  return host ? toldAddress(c, host) : 'no address';
}
