/** The machine itself: whether it lets a process run that wants to. */
export { cpuPressure } from './cpu-pressure.ts';
export { MachineWatch } from './machine-watch.ts';
