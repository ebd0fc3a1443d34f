/** What listeners can do wrong below HTTP, one behaviour a file. */
export { type FaultHandler, HANDLERS } from './handlers.ts';
export { type PortRule, PortRules } from './port-rules.ts';
