/** The end of a text that is at most so many octets long in UTF-8. No character is cut. */
export function lastOctets(text: string, most: number): string {
  const octets = Buffer.from(text);
  if (octets.length <= most) return text;
  let from = octets.length - most;
  while (isWithinCharacter(octets[from])) from++;
  return octets.toString('utf8', from);
}

function isWithinCharacter(octet = 0): boolean {
  return (octet & 0b1100_0000) === 0b1000_0000;
}
