/** What listeners can do wrong below HTTP, one behaviour a file. */
export { blackhole } from './blackhole.ts';
export { close } from './close.ts';
export { garbage } from './garbage.ts';
export { plainHttp } from './plain-http.ts';
export { type PortRule, PortRules } from './port-rules.ts';
export { reset } from './reset.ts';
export { STALL_TCP } from './stall-tcp.ts';
export { stallTls } from './stall-tls.ts';
export { unreachable } from './unreachable.ts';
