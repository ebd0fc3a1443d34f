/** What a name is in a case that leads somewhere. */
export const NAME_ROLES = ['server name', 'delegated name', 'SRV target', 'alias', 'redirect host'] as const;
export type NameRole = (typeof NAME_ROLES)[number];

/** How a client comes from a name to a place: by the address itself, the port that is written, an SRV record, a default port, a service binding. */
export const MEANS = ['literal', 'port', '_matrix-fed', '_matrix', '8448', '443', 'HTTPS record'] as const;
export type Means = (typeof MEANS)[number];

export function byMeans(whose: NameRole, means: Means): string {
  switch (means) {
    case '_matrix-fed':
    case '_matrix':
      return `went by SRV (${means}._tcp) of the ${whose}`;
    case 'literal':
      return 'went to the address itself';
    case 'port':
      return `used the port that the ${whose} names`;
    case '8448':
    case '443':
      return `used port ${means} of the ${whose}`;
    case 'HTTPS record':
      return `went by the HTTPS or SVCB record of the ${whose}`;
    default:
      return means satisfies never;
  }
}
