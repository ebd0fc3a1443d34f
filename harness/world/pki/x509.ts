/**
 * For `library.ts`, which loads it late. By its own name a package could not be loaded late by what a bundler makes: of one that is
 * CommonJS it would find the default export only.
 */
export * from '@peculiar/x509';
