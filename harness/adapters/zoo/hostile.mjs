// Puts what steers a terminal, or the log of a CI, into every text that it may write. HOSTILE is the text, HOW how it answers.
import { listen, say } from './lines.mjs';

const { HOSTILE: text = '::error::x', HOW: how = 'failed' } = process.env;
const answers = {
  targets: { targets: [{ name: text, address: text, host: text, tls_name: text, port: 1 }] },
  failed: { failed: { message: text } },
  skip: { skip: text },
  error: { error: { message: text } },
  wrong: { [text]: text },
};

process.stderr.write(`${text}\n`);
listen({
  hello: ({ id }) => {
    if (how === 'hello') say({ id, error: { message: text } });
    else
      say({
        id,
        name: text.slice(0, 100),
        version: text.slice(7, 107),
        language: text.slice(0, 100),
        can: ['claim'],
      });
  },
  resolve: ({ id }) => {
    if (how === 'garbage') process.stdout.write(`${text}\n`);
    else if (how === 'exit') process.stderr.write(text, () => process.exit(3));
    else say({ id, ...answers[how] });
  },
});
