/**
 * The sandbox: rootless namespaces in which a small internet is ours, on the real ports, and nothing can leave.
 * `enter.mjs` and `ticket.mjs` are further doors, for the plain JavaScript that runs before TypeScript is loaded.
 */
export {
  type Bind,
  Confinement,
  type ConfinementOptions,
  type OwnMemory,
  strayDescriptors,
} from './confine/index.ts';
export { furnish } from './furnish.ts';
export { examine, type NeedFinding } from './need.ts';
export { needs, whatEnteringNeeds } from './needs.ts';
export { holdParentPipe, tellRecord } from './parent-pipe.ts';
export { changeHosts, changeResolver } from './resolver-settings.ts';
export type { Ticket } from './ticket.mjs';
