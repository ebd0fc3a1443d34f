// It holds a connection to the port in ZOO_PORT, by which the test knows that it is gone.
import { connect } from 'node:net';
import { listen } from './lines.mjs';

connect(Number(process.env.ZOO_PORT), '127.0.0.1');
process.on('SIGTERM', () => {});
listen({ bye: () => {} });
