/**
 * Draws what a command printed as an SVG, colours included, for the README:
 *
 *   npx signpost run CASE -i WHO --color | node --import tsx docs/pictures/terminal-picture.ts COMMAND > picture.svg
 */
import { text } from 'node:stream/consumers';

const CHARACTER = { width: 7.8, height: 18, size: 13 };
const MARGIN = { x: 18, top: 44, bottom: 18 };
/** Colours of SGR codes 31 to 36, readable on the dark ground. */
const COLOURS: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '34': '#79c0ff',
  '35': '#d2a8ff',
  '36': '#76e3ea',
};

interface Pen {
  colour: string;
  bold: boolean;
  faint: boolean;
}

function draw(command: string, output: string): string {
  const lines = [`\u001b[1m$ ${command}\u001b[22m`, ...output.trimEnd().split('\n')];
  const widest = Math.max(...lines.map((line) => bare(line).length));
  const width = Math.ceil(widest * CHARACTER.width + 2 * MARGIN.x);
  const height = lines.length * CHARACTER.height + MARGIN.top + MARGIN.bottom;
  const pen: Pen = { colour: '#e6edf3', bold: false, faint: false };
  const rows = lines.map((line, index) => {
    const y = MARGIN.top + (index + 0.75) * CHARACTER.height;
    return `<text x="${MARGIN.x}" y="${y}" xml:space="preserve">${spans(line, pen)}</text>`;
  });
  const buttons = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${MARGIN.x + 6 + index * 20}" cy="20" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"
  font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${CHARACTER.size}">
<title>${inXml(command)}</title>
<rect width="100%" height="100%" rx="10" fill="#0d1117"/>
${buttons.join('')}
${rows.join('\n')}
</svg>
`;
}

/** Cuts a line at its SGR sequences; the pen goes on from line to line, as in a terminal. */
function spans(line: string, pen: Pen): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
  const pieces = line.split(/\u001b\[([\d;]*)m/);
  return pieces.map((piece, index) => (index % 2 ? turn(pen, piece) : span(piece, pen))).join('');
}

function span(piece: string, pen: Pen): string {
  if (!piece) return '';
  const weight = pen.bold ? ' font-weight="bold"' : '';
  const opacity = pen.faint ? ' fill-opacity="0.6"' : '';
  return `<tspan fill="${pen.colour}"${weight}${opacity}>${inXml(piece)}</tspan>`;
}

function turn(pen: Pen, codes: string): string {
  for (const code of codes.split(';')) {
    if (code === '1') pen.bold = true;
    else if (code === '2') pen.faint = true;
    else if (code === '22') pen.bold = pen.faint = false;
    else if (code === '39' || code === '' || code === '0') pen.colour = '#e6edf3';
    else pen.colour = COLOURS[code] ?? pen.colour;
  }
  return '';
}

function bare(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SGR sequences start with one
  return line.replaceAll(/\u001b\[[\d;]*m/g, '');
}

function inXml(piece: string): string {
  return piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

process.stdout.write(draw(process.argv[2] ?? 'signpost', await text(process.stdin)));
