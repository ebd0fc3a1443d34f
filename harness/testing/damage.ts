/** What a disk, a power cut or a hand may make of a file. */
export interface Damage {
  readonly what: string;
  readonly bytes: Buffer;
}

/**
 * One bit flipped in `count` places, cut off at as many lengths, emptied, with a tail, and filled with zeros. The places
 * are spread over the whole file, and the same each time.
 */
export function damages(whole: Buffer, count: number): Damage[] {
  const places = Array.from({ length: count }, (_, i) => Math.floor((i * whole.length) / count));
  const flipped = places.map((place, i) => {
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << ((i * 5) % 8));
    return { what: `bit ${(i * 5) % 8} of byte ${place} flipped`, bytes };
  });
  const cut = places.map((place) => ({ what: `cut off at ${place}`, bytes: whole.subarray(0, place) }));
  return [
    ...flipped,
    ...cut,
    { what: 'with a tail', bytes: Buffer.concat([whole, Buffer.from('\n')]) },
    { what: 'all zeros', bytes: Buffer.alloc(whole.length) },
  ];
}
