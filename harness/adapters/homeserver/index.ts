/** Homeservers: started in a data folder of their own, or by the user, and asked through their client API. */
export { ANY_PROFILE, type Attachment, attachHomeserver, parseAttachment } from './attach.ts';
export { type Attached, homeserverFields, type Launch, type Trigger, triggerSchema } from './description.ts';
export type { KeptData } from './kept-data.ts';
export { OwnServer } from './own-server.ts';
export { Remains } from './remains.ts';
export { startHomeserver } from './start-homeserver.ts';
export { readTemplate } from './template.ts';
