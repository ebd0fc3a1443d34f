import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AdapterError } from '../../adapters/index.ts';
import { HarnessError } from '../../base/index.ts';
import { ScenarioError } from '../../scenario/index.ts';
import { tell } from './complaint.ts';

test('a mistake in a scenario is told with its place and what to write', () => {
  const fault = { code: 'unknown-key', what: 'unknown key "hots"', hint: 'did you mean "hosts"?' } as const;
  const error = new ScenarioError(fault, { file: 'scenarios/a/b.json', line: 3, column: 5 });
  assert.equal(
    tell(error),
    'scenarios/a/b.json:3:5: error unknown-key: unknown key "hots"\n  did you mean "hosts"?\n',
  );
});

test('a fault of a shim or of the machine is told with what to do', () => {
  const shim = new AdapterError('adapter-exited', 'it ended with 1', 'look at its stderr');
  assert.equal(tell(shim), 'error adapter-exited: it ended with 1\n  look at its stderr\n');
  const machine = new HarnessError('port-taken', 'port 53 is taken', 'end what has it');
  assert.equal(tell(machine), 'error port-taken: port 53 is taken\n  end what has it\n');
});

test('several errors are told one after another', () => {
  const one = new ScenarioError({ code: 'bad-id', what: 'a' });
  const two = new ScenarioError({ code: 'bad-id', what: 'b' });
  assert.equal(tell(new AggregateError([one, two])), 'error bad-id: a\nerror bad-id: b\n');
});

test('only a fault of our own shows its stack', () => {
  assert.match(
    tell(new TypeError('x is undefined')),
    /fault in Signpost itself.*\nTypeError: x is undefined\n +at /,
  );
  assert.match(tell('thrown text'), /fault in Signpost itself.*\nthrown text\n/);
});
