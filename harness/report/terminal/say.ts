/** One line, or several, on stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
