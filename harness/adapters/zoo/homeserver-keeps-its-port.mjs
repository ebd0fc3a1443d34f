// It holds a connection to the port in ZOO_PORT, by which the test knows that it is gone.
import { connect } from 'node:net';
import { serve } from './client-api.mjs';

process.on('SIGTERM', () => {});
connect(Number(process.env.ZOO_PORT), '127.0.0.1');
serve({});
