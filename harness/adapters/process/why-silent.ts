import { HELLO_HINT } from '../answer.ts';

/** Command lines that build what they run, and how it is built before. */
const BUILDERS: readonly (readonly [line: RegExp, build: string])[] = [
  [/\bgo run\b/, 'go build -o my-resolver .'],
  [/\bcargo (\S+ )*(run|r)\b/, 'cargo build --release'],
  [/\bdotnet (run|watch)\b/, 'dotnet publish'],
  [/\bzig (run|build)\b/, 'zig build'],
  [/\b(gradle|gradlew)\b/, 'gradle installDist'],
  [/\b(mvn|mvnw)\b/, 'mvn package'],
  [/\bswift run\b/, 'swift build'],
];

/** The likeliest reason why nothing came in time: who compiles first is late; with others it is mostly a buffer. */
export function whySilent(argv: readonly string[]): string {
  const line = argv.join(' ');
  const [, build] = BUILDERS.find(([pattern]) => pattern.test(line)) ?? [];
  if (build === undefined) return `${HELLO_HINT}. Does it flush its stdout after each line?`;
  return `it builds the program first, which can take longer: build it before (${build}) and give what comes of that with -i, or more \`startSeconds\` in an implementation.json`;
}
