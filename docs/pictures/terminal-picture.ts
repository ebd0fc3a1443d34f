/** What a command printed, drawn as a terminal: an SVG, colours included. */

const CHARACTER = { width: 7.8, height: 18, size: 13 };
const MARGIN = { x: 18, top: 44, bottom: 18 };

/** `sgr`: the colours of SGR codes 31 to 36, readable on the ground. */
interface Theme {
  readonly ground: string;
  readonly frame: string;
  readonly text: string;
  readonly sgr: Readonly<Record<string, string>>;
}

const sgr = (...colours: readonly string[]) =>
  Object.fromEntries(colours.map((colour, index) => [String(31 + index), colour]));

export const THEMES: Readonly<Record<'dark' | 'light', Theme>> = {
  dark: {
    ground: '#0d1117',
    frame: '#30363d',
    text: '#e6edf3',
    sgr: sgr('#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#76e3ea'),
  },
  light: {
    ground: '#ffffff',
    frame: '#d0d7de',
    text: '#1f2328',
    sgr: sgr('#cf222e', '#1a7f37', '#9a6700', '#0969da', '#8250df', '#1b7c83'),
  },
};

interface Pen {
  colour: string;
  bold: boolean;
  faint: boolean;
}

export function terminalPicture(command: string, output: readonly string[], theme: Theme): string {
  const lines = [`\u001b[1m$ ${command}\u001b[22m`, ...output];
  const widest = Math.max(...lines.map((line) => withoutColours(line).length));
  const width = Math.ceil(widest * CHARACTER.width + 2 * MARGIN.x);
  const height = lines.length * CHARACTER.height + MARGIN.top + MARGIN.bottom;
  const pen: Pen = { colour: theme.text, bold: false, faint: false };
  const rows = lines.map((line, index) => {
    const y = MARGIN.top + (index + 0.75) * CHARACTER.height;
    return `<text x="${MARGIN.x}" y="${y}" xml:space="preserve">${spans(line, pen, theme)}</text>`;
  });
  const buttons = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${MARGIN.x + 6 + index * 20}" cy="20" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"
  font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CHARACTER.size}">
<title>${inXml(command)}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${theme.ground}" stroke="${theme.frame}"/>
${buttons.join('')}
${rows.join('\n')}
</svg>
`;
}

/** Cuts a line at its SGR sequences; the pen goes on from line to line, as in a terminal. */
function spans(line: string, pen: Pen, theme: Theme): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
  const pieces = line.split(/\u001b\[([\d;]*)m/);
  return pieces.map((piece, index) => (index % 2 ? turn(pen, piece, theme) : span(piece, pen))).join('');
}

function span(piece: string, pen: Pen): string {
  if (!piece) return '';
  const weight = pen.bold ? ' font-weight="bold"' : '';
  const opacity = pen.faint ? ' fill-opacity="0.65"' : '';
  return `<tspan fill="${pen.colour}"${weight}${opacity}>${inXml(piece)}</tspan>`;
}

function turn(pen: Pen, codes: string, theme: Theme): string {
  for (const code of codes.split(';')) {
    if (code === '1') pen.bold = true;
    else if (code === '2') pen.faint = true;
    else if (code === '22') pen.bold = pen.faint = false;
    else if (code === '39' || code === '' || code === '0') pen.colour = theme.text;
    else pen.colour = theme.sgr[code] ?? pen.colour;
  }
  return '';
}

export function withoutColours(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
  return line.replaceAll(/\u001b\[[\d;]*m/g, '');
}

function inXml(piece: string): string {
  return piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
