const rows = {
  pass: 'any reading is right',
  lenient: 'the less supported reading',
  noted: 'only recorded',
};

export type ReadingGrade = keyof typeof rows;

/** What a reading that the author tolerates is worth, the best first. */
export const READING_GRADES: Readonly<Record<ReadingGrade, string>> = rows;
