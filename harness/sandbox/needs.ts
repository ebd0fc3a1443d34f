import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ADDRESSES } from '../model/index.ts';
import { PACKET_READER } from '../world/index.ts';
import { authorityFile } from './authority.mjs';
import type { SandboxNeed } from './need.ts';
import { optionalPrograms } from './optional-programs.ts';
import { otherSystem } from './other-system.mjs';
import { output } from './output.ts';
import { namespaceRemedies, thisMachine } from './remedy.ts';
import { UNSHARE } from './unshare.mjs';

const IPROUTE = 'apt-get install iproute2';
const KERNEL = (option: string) =>
  `the kernel lacks ${option}; in a virtual machine or on another host it will be there`;

const BIND_PORTS = fileURLToPath(new URL('./bind-ports.mjs', import.meta.url));

/** Everything a sandbox and a run in it need of this machine. */
export function needs(): readonly SandboxNeed[] {
  const system = otherSystem();
  if (system !== undefined) return [linux(system), node(), ...optionalPrograms()];
  const inside = network().map((need): SandboxNeed => ({ ...need, inside: true }));
  return [...whatEnteringNeeds(), ...inside, ...limits(), ...optionalPrograms()];
}

function linux({ name, ways }: NonNullable<ReturnType<typeof otherSystem>>): SandboxNeed {
  const attempt = async () => {
    throw new Error(`this is ${name}`);
  };
  return { what: 'Linux', attempt, remedies: () => ways, basic: true };
}

/** What must be there before anything can run inside. */
export function whatEnteringNeeds(): readonly SandboxNeed[] {
  return [...programs(), ...namespaces()].map((need) => ({ ...need, basic: true }));
}

/** What `confine/` does with what it finds in the sandbox. */
const CONFINED = `{ mount -n -a -o remount,bind,ro || [ "$?" = 64 ]; } && mount -n -t proc signpost /proc &&
  unshare --user --map-user=1000 --map-group=1000 --keep-caps setpriv --no-new-privs --bounding-set=-all "$@"`;

function namespaces(): readonly SandboxNeed[] {
  const remedies = () => namespaceRemedies(thisMachine());
  const enter =
    (...flags: string[]) =>
    () =>
      output('unshare', ['--user', '--map-root-user', ...flags, 'true']);
  return [
    { what: 'user namespace', attempt: enter(), remedies },
    { what: 'network namespace', attempt: enter('--net'), remedies },
    { what: 'mount namespace', attempt: enter('--mount', '--propagation', 'private'), remedies },
    {
      what: 'pid namespace with a /proc of its own',
      attempt: enter('--mount', '--pid', '--fork', '--kill-child', '--mount-proc'),
      remedies: () => [
        ...remedies(),
        'where /proc is masked by the container, also: --security-opt systempaths=unconfined',
      ],
    },
    {
      what: 'namespaces for programs under test inside',
      attempt: enter(
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
        'sh',
        '-c',
        CONFINED,
        'sh',
      ),
      remedies: () => [...remedies(), 'programs under test need a user namespace in a user namespace'],
    },
  ];
}

function programs(): readonly SandboxNeed[] {
  const tool = (name: string, flag: string, from: string): SandboxNeed => ({
    what: `program ${name}`,
    attempt: async () => firstLine(await output(name, [flag])),
    remedies: () => [`apt-get install ${from}`],
  });
  return [
    node(),
    tool('setpriv', '--version', 'util-linux'),
    tool('unshare', '--version', 'util-linux'),
    tool('mount', '--version', 'mount'),
    tool('ip', '-V', 'iproute2'),
  ];
}

function node(): SandboxNeed {
  return {
    what: 'Node.js 20.19 or newer',
    attempt: async () => {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      if (major < 20 || (major === 20 && minor < 19)) throw new Error(`this is ${process.version}`);
      return process.version;
    },
    remedies: () => ['install Node.js 20, 22 or 24'],
  };
}

function network(): readonly SandboxNeed[] {
  const { ipv4Self, ipv6Self, ipv4Prefix, ipv6Prefix, ipv4Resolver, ipv6Resolver } = ADDRESSES;
  const inside =
    (...lines: string[]) =>
    () =>
      output('unshare', [...UNSHARE, 'sh', '-ec', ['ip link set lo up', ...lines].join('\n')]);
  const bind = `${process.execPath} '${BIND_PORTS}' ${ipv4Resolver}`;
  return [
    {
      what: 'our /etc/resolv.conf over the system’s',
      attempt: inside('mount -n --bind /dev/null /etc/resolv.conf'),
      remedies: () => ['make sure that /etc/resolv.conf exists: touch /etc/resolv.conf'],
    },
    {
      what: 'veth pair, for black holes',
      attempt: inside('ip link add bh0 type veth peer name bh1', 'ip link set bh0 arp off up'),
      remedies: () => [`sudo modprobe veth, or ${KERNEL('CONFIG_VETH')}`],
    },
    {
      what: 'routing rules by port',
      attempt: inside(
        'ip rule add pref 100 lookup local',
        'ip rule del pref 0',
        `ip rule add pref 10 to ${ipv4Self} ipproto tcp dport 8448 lookup 101`,
      ),
      remedies: () => [KERNEL('CONFIG_IP_MULTIPLE_TABLES'), IPROUTE],
    },
    {
      what: `IPv4 ports 53, 443 and 8448`,
      attempt: inside(`ip addr add ${ipv4Self}/32 dev lo`, `ip route add local ${ipv4Prefix} dev lo`, bind),
      remedies: () => [
        'something forbids binding ports inside a namespace of ours: look for a security module',
      ],
    },
    {
      what: `IPv6, with the same ports`,
      attempt: inside(
        'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6',
        `ip addr add ${ipv6Self}/128 dev lo nodad`,
        `ip route add local ${ipv6Prefix} dev lo`,
        'echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind',
        bind.replace(ipv4Resolver, ipv6Resolver),
      ),
      remedies: () => ['start the kernel without ipv6.disable=1'],
    },
    {
      what: 'packets on the wire',
      only: 'cases with "needs": ["syn"], and run --pcap',
      attempt: inside(`perl '${PACKET_READER}' syns </dev/null >/dev/null`),
      remedies: () => ['apt-get install perl-base', 'the kernel must allow packet sockets: CONFIG_PACKET'],
    },
  ];
}

const ENOUGH_FILES = 4096;

function limits(): readonly SandboxNeed[] {
  return [
    {
      what: `${ENOUGH_FILES} open files`,
      attempt: async () => {
        // Node raises its own limit to the hard one.
        const limit = (await output('sh', ['-c', 'ulimit -Hn'])).trim();
        if (limit !== 'unlimited' && Number(limit) < ENOUGH_FILES) throw new Error(`the limit is ${limit}`);
        return limit;
      },
      remedies: () => [`raise the hard limit: ulimit -Hn ${ENOUGH_FILES} as root, or nofile in limits.conf`],
    },
    {
      what: 'UDP receive buffer',
      // Less than the world asks for is enough as long as few cases are under way: 128 lose nothing with 208 KiB.
      attempt: async () => {
        const granted = readFileSync('/proc/sys/net/core/rmem_max', 'utf8').trim();
        if (Number(granted) < 65_536) throw new Error(`net.core.rmem_max is ${granted}`);
        return `${granted} bytes`;
      },
      remedies: () => ['sudo sysctl -w net.core.rmem_max=4194304'],
    },
    {
      what: 'certificate authority in the cache folder',
      attempt: authorityFile,
      remedies: () => ['make the folder writable, or set XDG_CACHE_HOME to one that is'],
    },
  ];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
