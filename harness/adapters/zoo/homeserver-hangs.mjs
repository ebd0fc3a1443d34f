import { serve } from './client-api.mjs';

serve({ profile: () => {} });
