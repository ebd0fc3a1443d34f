import { serve } from './client-api.mjs';

serve({ profile: (response) => response.socket.end('\x1b]0;gotcha\x07 this is no HTTP\r\n\r\n') });
