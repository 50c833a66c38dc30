// Whether a signature's file is only a drawing: each format by a list of what may be in it, and nothing by what may not.
import zlib from 'node:zlib';

const number = '-?\\d*\\.?\\d+';
const path = `<path fill="#[0-9a-f]{6}"(?: fill-rule="evenodd")? d="[Mlcz0-9. -]*"/>\n`;
const svg = new RegExp(
  `^<svg xmlns="http://www\\.w3\\.org/2000/svg" width="${number}" height="${number}" viewBox="0 0 ${number} ${number}">\n(?:<g>\n|</g>\n|${path})*</svg>\n$`,
);

function isInertSvg(bytes) {
  return svg.test(bytes.toString('latin1'));
}

const pdfNames = new Set([
  'Type',
  'Page',
  'Pages',
  'Catalog',
  'Kids',
  'Count',
  'Parent',
  'MediaBox',
  'Resources',
  'Contents',
  'Length',
  'Filter',
  'FlateDecode',
  'Root',
  'Info',
  'Producer',
  'Size',
  'ID',
]);
const operators = new RegExp(`^(?:(?:${number} )*(?:m|l|c|h|rg|f\\*?)\\s+|\\s+)*$`);

/// No names but those of a page with a content stream, and in the stream nothing but paths and their colours.
function isInertPdf(bytes) {
  let rest = bytes;
  let outside = '';
  for (let at = rest.indexOf('stream\n'); at >= 0; at = rest.indexOf('stream\n')) {
    const end = rest.indexOf('endstream', at);
    const head = rest.subarray(0, at).toString('latin1');
    const body = rest.subarray(at + 7, end);
    const content = /\/FlateDecode/.test(head.slice(head.lastIndexOf('<<'))) ? zlib.inflateSync(body) : body;
    if (
      !content
        .toString('latin1')
        .split('\n')
        .every((line) => operators.test(`${line}\n`))
    )
      return false;
    outside += head;
    rest = rest.subarray(end + 9);
  }
  outside += rest.toString('latin1');
  // Strings may hold anything but are no names.
  return [...outside.replace(/\((?:\\.|[^\\)])*\)/gs, '').matchAll(/\/([A-Za-z]+)/g)].every(([, name]) => pdfNames.has(name));
}

const chunks = new Set(['IHDR', 'IDAT', 'IEND']);

function isInertPng(bytes) {
  if (bytes.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') return false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (!chunks.has(bytes.toString('latin1', at + 4, at + 8))) return false;
    at += 12 + bytes.readUInt32BE(at);
  }
  return at === bytes.length && bytes.includes('IEND', -8);
}

export const isInert = { svg: isInertSvg, pdf: isInertPdf, png: isInertPng };
