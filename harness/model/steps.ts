/**
 * The steps of "resolving server names" that decide where a request goes, in their order; `invalid` stands for a text that
 * is no server name. A list and no table: among the keys of an object `4` would come before `3.1`.
 */
export const STEPS = ['1', '2', '3.1', '3.2', '3.3', '3.4', '3.5', '4', '5', '6', 'invalid'] as const;

export type StepId = (typeof STEPS)[number];
