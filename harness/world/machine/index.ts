/** The machine itself: whether it lets a process run that wants to. */
export { MachineWatch } from './machine-watch.ts';
