/**
 * The sandbox: rootless namespaces in which a small internet is ours, on the real ports, and nothing can leave.
 * `enter.mjs` is its second door, for the plain JavaScript that runs before TypeScript is loaded.
 */
export {
  type Bind,
  Confinement,
  type ConfinementOptions,
  type OwnMemory,
  strayDescriptors,
} from './confine/index.ts';
export type { Ticket } from './enter.mjs';
export { furnish } from './furnish.ts';
export { examine, type NeedFinding } from './need.ts';
export { needs, whatEnteringNeeds } from './needs.ts';
export { holdParentPipe } from './parent-pipe.ts';
export { changeResolver } from './resolver-settings.ts';
