/**
 * Whether this process stands in a sandbox that was made a moment ago and nobody has furnished. Whatever a ticket says, addresses,
 * routes and files are only changed where all of this holds: anywhere else they would be those of a machine.
 */
import { readFileSync } from 'node:fs';
import { namespaces } from './pass.mjs';

/** What the kernel itself puts into every new network namespace where the module is loaded; they are down. */
const KERNELS_OWN =
  /^(lo|tunl0|gre0|gretap0|erspan0|sit0|ip_vti0|ip6_vti0|ip6tnl0|ip6gre0|ip6gretap0|ip6erspan0)$/;

const TCP_LISTENING = '0A';

/**
 * What speaks against it, as parts of a sentence; none where it is fresh.
 * @param {{ mark: string, outside: { net: string, mnt: string } }} ticket
 * @returns {string[]}
 */
export function notFresh({ mark, outside }) {
  const { net, mnt } = namespaces();
  return [
    ...(net === outside.net ? ['the network is the one outside'] : []),
    ...(mnt === outside.mnt ? ['the mounts are those outside'] : []),
    ...(isOfThisRun(mark) ? [] : ['process 1 is not of this run']),
    ...interfaces(),
    ...defaultRoutes(),
    ...addresses(),
    ...sockets(),
  ];
}

/** @param {string} mark */
function isOfThisRun(mark) {
  return mark !== '' && readFileSync('/proc/1/cmdline', 'utf8').split('\0').includes(mark);
}

function interfaces() {
  const names = rows('dev', 2).map(([name = '']) => name.replace(/:.*/, ''));
  return names
    .filter((name) => !KERNELS_OWN.test(name))
    .map((name) => `there is an interface ${visible(name)}`);
}

function defaultRoutes() {
  const inet = rows('route', 1).filter(([, to, , , , , , mask]) => to === '00000000' && mask === '00000000');
  // The kernel's own says that there is no route, and is on lo.
  const inet6 = rows('ipv6_route').filter(
    (row) => /^0{32}$/.test(row[0] ?? '') && row[1] === '00' && row.at(-1) !== 'lo',
  );
  return [
    ...inet.map(([device = '']) => `there is a default route through ${visible(device)}`),
    ...inet6.map((row) => `there is an IPv6 default route through ${visible(row.at(-1) ?? '')}`),
  ];
}

/** Of whatever interface: there should be only `lo`, and it has no address before it is up. */
function addresses() {
  const found = new Set();
  const lines = read('fib_trie').split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.includes('host LOCAL')) continue;
    const address = /\|-- (\S+)/.exec(lines[index - 1] ?? '')?.[1];
    if (address !== undefined && !address.startsWith('127.')) found.add(address);
  }
  for (const [hex = ''] of rows('if_inet6'))
    if (!/^0{31}1$/.test(hex)) found.add(hex.match(/..../g)?.join(':'));
  return [...found].map((address) => `there is the address ${address}`);
}

function sockets() {
  const tcp = ['tcp', 'tcp6'].flatMap((name) => rows(name, 1).filter((row) => row[3] === TCP_LISTENING));
  const udp = ['udp', 'udp6', 'udplite', 'udplite6'].flatMap((name) => rows(name, 1));
  /** @param {string[]} row */
  const port = (row) => Number.parseInt(row[1]?.replace(/.*:/, '') ?? '', 16);
  return [
    ...tcp.map((row) => `something listens on TCP port ${port(row)}`),
    ...udp.map((row) => `something listens on UDP port ${port(row)}`),
  ];
}

/**
 * @param {string} name  below `/proc/self/net`
 * @param {number} [heading]  so many lines that are none
 */
function rows(name, heading = 0) {
  const lines = read(name).split('\n').slice(heading);
  return lines.map((line) => line.trim().split(/\s+/)).filter(([first]) => first !== '');
}

/**
 * Empty where this kernel has no such thing, as without IPv6. `/proc/net` may be that of another thread; this is ours.
 * @param {string} name
 */
function read(name) {
  try {
    return readFileSync(`/proc/self/net/${name}`, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * Whoever may name interfaces may name them as he likes.
 * @param {string} name
 */
function visible(name) {
  return name.replaceAll(/[^!-~]/g, '?');
}
