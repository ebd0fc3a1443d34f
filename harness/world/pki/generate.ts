/** For `self-signed.ts`, which loads it late: why not by its own name, `x509.ts` says. */
export { generate } from 'selfsigned';
