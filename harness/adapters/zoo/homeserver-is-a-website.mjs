import { serve } from './client-api.mjs';

serve({ profile: (response) => response.end('<title>Welcome!</title>') });
