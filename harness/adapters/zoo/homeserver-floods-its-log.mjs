import { serve } from './client-api.mjs';
import { floodStderr } from './flood.mjs';

// Before it listens.
floodStderr();
serve({});
