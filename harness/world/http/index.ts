/** HTTP: the routes of the listeners, and the requests they saw. */
export { Requests } from './requests.ts';
