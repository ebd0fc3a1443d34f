import { domainToASCII } from 'node:url';
import { type Case, decodePunycode } from '../../model/index.ts';
import { DiscoveryFailure } from '../failure.ts';
import { hostToReach } from '../names.ts';
import type { Attempt } from '../parts.ts';
import { resolveAddresses } from '../resolve-addresses.ts';
import { srvOwner } from '../srv-lookup.ts';
import { wellKnownUrl } from '../well-known.ts';
import type { Mutant } from './mutant.ts';

/** What is made of labels in punycode on the way to DNS. */
export const labels: readonly Mutant[] = [
  {
    name: 'sharp-s-as-ss',
    title: 'Decodes a label, and looks up ss for the sharp s in it, as the rules of 2003 have it',
    replaces: { resolveAddresses: lookingUp(mapping((text) => text.replaceAll('ß', 'ss'))) },
    where: hasPunycode,
  },
  {
    name: 'final-sigma-as-sigma',
    title: 'Decodes a label, and looks up a sigma for the final sigma in it, as the rules of 2003 have it',
    replaces: { resolveAddresses: lookingUp(mapping((text) => text.replaceAll('ς', 'σ'))) },
    where: hasPunycode,
  },
  {
    name: 'joiners-dropped',
    title: 'Decodes a label, and looks it up without its joiners, as the rules of 2003 have it',
    replaces: { resolveAddresses: lookingUp(mapping((text) => text.replaceAll(/\u200c|\u200d/g, ''))) },
    where: hasPunycode,
  },
  {
    name: 'punycode-mapped',
    title: 'Decodes a label, and looks up what UTS 46 maps it to',
    replaces: { resolveAddresses: lookingUp(mapping((text) => domainToASCII(text))) },
    where: hasPunycode,
  },
  {
    name: 'upper-case-punycode-mapped',
    title: 'Leaves labels alone that begin with xn--, and maps those that begin with XN--',
    replaces: {
      resolveAddresses: lookingUp((label) => (label.startsWith('XN--') ? by2003(label) : label)),
    },
    where: hasPunycode,
  },
  {
    name: 'emoji-refused',
    title: 'Looks up no name with an emoji in punycode',
    see: [
      'https://github.com/element-hq/synapse/issues/8991',
      'https://github.com/twisted/twisted/issues/10078',
    ],
    replaces: { resolveAddresses: lookingUp(refusing((text) => /\p{Extended_Pictographic}/u.test(text))) },
    where: hasPunycode,
  },
  {
    name: 'undecodable-refused',
    title: 'Looks up no name with a label in punycode that does not decode',
    replaces: { resolveAddresses: lookingUp(refusing((text) => text === '')) },
    where: hasPunycode,
  },
  {
    name: 'undecodable-dropped',
    title: 'Takes a label in punycode that does not decode for an empty one, and looks up the rest',
    replaces: {
      srvOwner: (asked, delegated) => withoutEmpty(lookedUp(srvOwner(asked, delegated), dropped)),
    },
  },
  {
    name: 'long-punycode-cut',
    title: 'Has room for 59 octets of a label in punycode',
    replaces: { resolveAddresses: lookingUp((label) => label.slice(0, 59)) },
    where: hasPunycode,
  },
  {
    name: 'srv-of-mapped-name',
    title: 'Looks for SRV records under what the rules of 2003 map the name to',
    replaces: { srvOwner: (asked, delegated) => lookedUp(srvOwner(asked, delegated), by2003) },
  },
  {
    name: 'srv-target-mapped',
    title: 'Connects to what the rules of 2003 map the SRV target to',
    replaces: { srvTarget: ({ name, port }) => ({ name: lookedUp(name, by2003), port }) },
  },
  {
    name: 'file-of-mapped-name',
    title: 'Asks what the rules of 2003 map the name to for the well-known file',
    replaces: {
      wellKnownUrl: (asked) => ({ ...wellKnownUrl(asked), hostname: lookedUp(asked.host, by2003) }),
    },
  },
  {
    name: 'delegate-mapped',
    title: 'Connects to what the rules of 2003 map the delegated name to',
    replaces: {
      hostToReach: (deciding, asked) =>
        deciding === asked ? hostToReach(deciding) : lookedUp(deciding.host, by2003),
    },
  },
];

type Read = (label: string) => string;

/** Name by name, with what is made of each label in punycode. */
function lookedUp(name: string, read: Read): string {
  return name
    .split('.')
    .map((label) => (/^xn--/i.test(label) ? read(label) : label))
    .join('.');
}

function lookingUp(read: Read) {
  return (attempt: Attempt, hostname: string) => resolveAddresses(attempt, lookedUp(hostname, read));
}

/** What does not decode is left as it is. */
function mapping(map: (text: string) => string): Read {
  return (label) => {
    const text = decodePunycode(label);
    const mapped = text === undefined ? undefined : map(text);
    return mapped === undefined || mapped === text ? label : domainToASCII(mapped);
  };
}

const by2003 = mapping((text) =>
  text
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll(/\u200c|\u200d/g, ''),
);

function refusing(isRefused: (text: string) => boolean): Read {
  return (label) => {
    if (isRefused(decodePunycode(label) ?? '')) throw new DiscoveryFailure(`${label} is no name`);
    return label;
  };
}

const dropped: Read = (label) => (decodePunycode(label) === undefined ? '' : label);
const withoutEmpty = (name: string): string => name.replace(/^\.+/, '');

function hasPunycode({ zone }: Pick<Case, 'zone'>): boolean {
  return Object.keys(zone).some((name) => name.includes('xn--'));
}
