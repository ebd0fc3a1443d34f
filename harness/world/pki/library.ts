/** @peculiar/x509 takes 100 ms to load: only a run that issues something pays for it. */
export const library = () => import('./x509.ts');
