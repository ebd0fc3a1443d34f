/** How a program under test is kept to itself inside the sandbox: what it sees, who it is, what it may take, how it ends. */
export {
  type Bind,
  type Confined,
  Confinement,
  type ConfinementOptions,
  type Unconfined,
} from './confinement.ts';
export type { OwnMemory } from './own-memory.ts';
export { strayDescriptors } from './stray-descriptors.ts';
