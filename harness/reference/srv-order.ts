export interface SrvChoice {
  /** The target, without final dot; empty for the root, "service not available". */
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
  /** The service that was asked for: `_matrix-fed`. */
  readonly service?: string;
}

/** RFC 2782: lowest priority first; within one, drawn by weight, those of weight 0 with a small chance of coming first. */
export function orderSrv(records: readonly SrvChoice[], random = Math.random): readonly SrvChoice[] {
  const priorities = [...new Set(records.map((record) => record.priority))].sort((a, b) => a - b);
  return priorities.flatMap((priority) =>
    drawAll(
      records.filter((record) => record.priority === priority),
      random,
    ),
  );
}

function drawAll(records: readonly SrvChoice[], random: () => number): SrvChoice[] {
  const left = records.toSorted((a, b) => Number(a.weight !== 0) - Number(b.weight !== 0));
  const drawn: SrvChoice[] = [];
  while (left.length > 0) drawn.push(...left.splice(drawOne(left, random), 1));
  return drawn;
}

/** Index of the first record whose running sum of weights reaches a random number from 0 to the whole sum. */
function drawOne(records: readonly SrvChoice[], random: () => number): number {
  const whole = records.reduce((sum, record) => sum + record.weight, 0);
  let point = Math.floor(random() * (whole + 1));
  return records.findIndex((record) => {
    point -= record.weight;
    return point <= 0;
  });
}
