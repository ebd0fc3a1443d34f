/** `20.1.0.1` is not found in `20.1.0.12`. */
export function replaceWhole(text: string, part: string, by: string): string {
  let result = text;
  for (let at = result.indexOf(part); at >= 0; at = result.indexOf(part, at + 1)) {
    const before = result[at - 1] ?? ' ';
    const after = result[at + part.length] ?? ' ';
    if (/[0-9a-fA-F]/.test(before) || /[0-9a-fA-F]/.test(after)) continue;
    result = result.slice(0, at) + by + result.slice(at + part.length);
  }
  return result;
}
