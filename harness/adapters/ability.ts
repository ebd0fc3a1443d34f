const rows = {
  claim: 'says where it would go',
  connect: 'really sends the request',
  clock: 'its time can be advanced',
  signed: 'signs the requests that have to be signed',
};

export type Ability = keyof typeof rows;

/** What an implementation can, as in docs/write-an-adapter.md. */
export const ABILITIES: Readonly<Record<Ability, string>> = rows;
