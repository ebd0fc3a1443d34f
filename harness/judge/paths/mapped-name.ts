import { type Case, type ListenerId, parent, splitListenerId, whereaboutsIn } from '../../model/index.ts';

/** Whether a name leads there that stands for another one of the case: what its label in punycode is mapped to, or the rest of it. */
export function isAtMappedName(c: Case, at: ListenerId): boolean {
  const { hostsOf } = whereaboutsIn(c);
  const { host } = splitListenerId(at);
  const names = Object.keys(c.zone);
  const there = names.filter((name) => hostsOf(name).includes(host));
  const elsewhere = names.filter((name) => !there.includes(name));
  return there.some((name) => elsewhere.some((written) => isMapped(written, name)));
}

function isMapped(written: string, name: string): boolean {
  const labels = written.split('.');
  if (!labels.some(isPunycode)) return false;
  const others = name.split('.');
  if (parent(written) === name) return true;
  return (
    labels.length === others.length &&
    labels.every((label, index) => label === others[index] || isPunycode(label))
  );
}

const isPunycode = (label: string): boolean => label.startsWith('xn--');
