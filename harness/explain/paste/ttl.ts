/** Seconds, or `1h30m` as BIND writes it. */
const TTL = /^(?:\d{1,10}|(?:\d{1,10}[smhdw]){1,5})$/i;
const UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export const isTtl = (text: string): boolean => TTL.test(text);

export function readTtl(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (UNIT[unit] ?? 1),
    0,
  );
}
