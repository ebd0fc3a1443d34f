interface StatusRow {
  /** The verdict of a case with several questions is that of the question with the highest. */
  readonly severity: number;
  /** Whether it is as expected where a baseline says nothing of the case. */
  readonly expected: boolean;
  readonly summary: string;
}

const rows = {
  pass: { severity: 0, expected: true, summary: 'as the specification has it' },
  lenient: {
    severity: 1,
    expected: true,
    summary: 'one of several readings of the specification, tolerated',
  },
  noted: {
    severity: 2,
    expected: true,
    summary: 'the specification does not say: written down, and held against nobody',
  },
  fail: { severity: 4, expected: false, summary: 'not as the specification has it' },
  skip: { severity: 3, expected: true, summary: 'not asked, because it cannot be, or would prove nothing' },
  error: {
    severity: 5,
    expected: false,
    summary: "the fault of Signpost, the adapter or this machine, never the implementation's",
  },
} satisfies Readonly<Record<string, StatusRow>>;

export type Status = keyof typeof rows;

/** What a verdict can be, in the order in which reports count them. */
export const STATUSES: Readonly<Record<Status, StatusRow>> = rows;
