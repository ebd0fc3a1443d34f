/** What came beyond the events that are kept one by one: a flood is counted. `unserved`: what we did not let go on. */
export type UntoldKind = 'questions' | 'attempts' | 'connections' | 'requests' | 'unserved';

export type UntoldCounts = Readonly<Record<UntoldKind, number>>;
