/** Our certificate authority, the leaves it issues, and where both are kept between runs. */
export { authorityBundle } from './authority.ts';
export { type Certificates, openCertificates } from './certificates.ts';
export { pkiFolder } from './kept-secrets.mjs';
