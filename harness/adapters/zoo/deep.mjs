import { listen } from './lines.mjs';

const deep = (opening, closing) => `${opening.repeat(100_000)}1${closing.repeat(100_000)}`;
const answers = {
  'targets.test': `"targets":${deep('[', ']')}`,
  'port.test': `"targets":[{"port":${deep('{"port":', '}')}}]`,
  'failed.test': `"failed":${deep('[', ']')}`,
  'field.test': `"targets":[],"more":${deep('[', ']')}`,
};

listen({ resolve: ({ id, server }) => process.stdout.write(`{"id":${id},${answers[server]}}\n`) });
