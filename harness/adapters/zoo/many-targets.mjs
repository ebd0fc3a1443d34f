import { listen } from './lines.mjs';

const answers = {
  'many.test': Array(300).fill('{"name":"a.test"}'),
  'many-wrong.test': Array(500_000).fill('1'),
  'long.test': Array(200).fill(`{"name":"${'a'.repeat(900)}"}`),
  'enough.test': Array(200).fill('{"name":"a.test"}'),
};

listen({
  resolve: ({ id, server }) => process.stdout.write(`{"id":${id},"targets":[${answers[server].join()}]}\n`),
});
