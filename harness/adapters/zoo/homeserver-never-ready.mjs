import { say, serve } from './client-api.mjs';

serve({ versions: (response) => say(response, 503, {}) });
