// Ways to make an SVG hostile, driven by a seeded generator (mutations.mjs): known attacks are put where a parser might
// miss them, and markup and numbers are broken.

const elements = [
  '<script>alert(1)</script>',
  '<script xlink:href="https://x.test/a.js"/>',
  '<script type="text/ecmascript"><![CDATA[alert(1)]]></script>',
  '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
  '<image href="https://x.test/a.png" width="9" height="9" onerror="alert(1)"/>',
  '<image xlink:href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>',
  '<use href="https://x.test/a.svg#a"/>',
  "<use xlink:href=\"data:image/svg+xml,&lt;svg id='x' onload='alert(1)'/&gt;#x\"/>",
  '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
  '<a xlink:href="&#x6A;avascript:alert(1)"><circle r="9"/></a>',
  '<animate attributeName="href" to="javascript:alert(1)" begin="0s"/>',
  '<set attributeName="onmouseover" to="alert(1)"/>',
  '<style>@import url(https://x.test/a.css);*{background:url(javascript:alert(1))}</style>',
  '<iframe src="javascript:alert(1)"/>',
  '<svg onload="alert(1)"><script>alert(1)</script><path d="M0 0L9 9"/></svg>',
  '<handler ev:event="load">alert(1)</handler>',
  '<text><tspan onclick="alert(1)">&lt;script&gt;</tspan></text>',
  '<![CDATA[</svg><script>alert(1)</script>]]>',
  '<!--><script>alert(1)</script>-->',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
  '<metadata><rdf:RDF onload="alert(1)"/></metadata>',
  '<defs><filter id="f"><feImage href="https://x.test/"/></filter></defs>',
  '&xxe;',
  '<style>*{--a:var(--b)var(--b);--b:var(--a);fill:var(--a,red)}g>*{stroke:oklch(50% .1 20)!important}</style>',
  '<style>.a,#a path{fill:none;stroke:hsl(20 50% 50%);stroke-dasharray:1e-9}</style>',
  '<g id="a"><use href="#a"/><use href="#b"/></g><g id="b"><use href="#a"/></g>',
  '<symbol id="a" viewBox="0 0 1e-5 9"><path d="M0 0L9 9"/></symbol><use href="#a" width="9"/>',
  '<linearGradient id="a" href="#a"><stop style="stop-color:var(--a,currentColor)"/></linearGradient>',
];

const attributes = [
  ' onload="alert(1)"',
  " onclick='alert(1)'",
  ' onfocus="alert(1)" tabindex="1" autofocus=""',
  ' href="javascript:alert(1)"',
  ' xlink:href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"',
  ' style="fill:url(https://x.test/);width:expression(alert(1))"',
  ' style="stroke:#000;-moz-binding:url(https://x.test/)"',
  ' filter="url(https://x.test/#f)"',
  ' fill="url(javascript:alert(1))"',
  ' fill="url(#a) #eee" stroke="url(#a)"',
  ' id="a" class="a b"',
  ' stroke="#000" stroke-width="2" stroke-dasharray="3 1 .5" vector-effect="non-scaling-stroke"',
  ' fill="white" stroke="rgb(255 255 255 / 50%)"',
  ' class="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"',
  ' xmlns="http://www.w3.org/1999/xhtml"',
  ' xml:base="https://x.test/"',
  ' begin="x.click" values="javascript:alert(1)"',
];

const values = [
  'NaN',
  '1e999',
  '-1e999',
  '1e7',
  '-1e-300',
  '0x10',
  'Infinity',
  '',
  '"',
  "'",
  '&lt;',
  '100%',
  '1e',
  '--1',
  '9'.repeat(400),
  '"><script>alert(1)</script><p x="',
  'url(#a)',
  '\u0000',
  '\u202e',
  'M0 0',
];

const prologues = [
  '<!DOCTYPE svg [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY xxe "&b;&b;&b;&b;&b;&b;">]>',
  '<!DOCTYPE svg SYSTEM "https://x.test/x.dtd">',
  '<?xml version="1.0" encoding="UTF-7"?>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<?xml version="1.1" standalone="yes"?>',
  '<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>',
  '<!-- --!> <script>alert(1)</script> -->',
  '\ufeff',
];

/// Offsets just behind every match of a pattern.
const behind = (text, pattern) => [...text.matchAll(pattern)].map((match) => match.index + match[0].length);

function insertAt(text, places, addition, { pick, below }) {
  const at = places.length ? pick(places) : below(text.length);
  return text.slice(0, at) + addition + text.slice(at);
}

const anyNumber = ({ below, pick }) =>
  pick([
    String(below(1e9)),
    `-${below(1e4)}.${below(99)}`,
    `${below(99)}e${below(9)}`,
    '1e999',
    'NaN',
    '-1e-300',
    '0x10',
    '.',
    '0',
    '100%',
  ]);

const ways = {
  // Not behind the last tag: there it would only be a second root.
  element: (text, random) => insertAt(text, behind(text, />/g).slice(0, -1), random.pick(elements), random),
  attribute: (text, random) => insertAt(text, behind(text, /<[\w:]+/g), random.pick(attributes), random),
  prologue: (text, random) => random.pick(prologues) + text,
  number: (text, random) => replaceOne(text, /-?\d*\.?\d+/g, anyNumber(random), random),
  value: (text, random) => replaceOne(text, /"[^"]*"/g, `"${random.pick(values)}"`, random),
  character(text, { below, pick }) {
    const at = below(text.length);
    return text.slice(0, at) + pick(['<', '>', '"', "'", '&', ']]>', '-->', '/', '\u0000', ' ', 'z', '']) + text.slice(at + 1);
  },
  cut(text, { below }) {
    const from = below(text.length);
    return text.slice(0, from) + text.slice(from + 1 + below(80));
  },
  repeat(text, { below }) {
    const from = below(text.length);
    const part = text.slice(from, from + 1 + below(200));
    return text.slice(0, from) + part.repeat(2 + below(20)) + text.slice(from);
  },
  truncate: (text, { below }) => text.slice(0, 1 + below(text.length)),
  wrap: (text, { below, pick }) => wrapContent(text, pick(['g', 'svg', 'a', 'switch', 'defs', 'symbol']), 1 + below(70)),
  copies: (text, { below }) => text.replace(/<path[^>]*>/, (path) => path.replace(/\/?>$/, '/>').repeat(1 + below(400))),
};

function replaceOne(text, pattern, by, { pick }) {
  const matches = [...text.matchAll(pattern)];
  if (!matches.length) return text;
  const match = pick(matches);
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

function wrapContent(text, name, depth) {
  const start = text.indexOf('>', text.search(/<([\w]+:)?svg/)) + 1;
  const end = text.lastIndexOf('</');
  return start < end
    ? text.slice(0, start) + `<${name}>`.repeat(depth) + text.slice(start, end) + `</${name}>`.repeat(depth) + text.slice(end)
    : text;
}

const encodings = {
  utf8: (text) => Buffer.from(text, 'utf8'),
  latin1: (text) => Buffer.from(text, 'latin1'),
  utf16: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

// These leave XML whole, so that what they add is read and not refused.
const careful = ['element', 'attribute', 'number', 'wrap', 'copies'];

/// A mutated copy and the names of what was done to it. Seldom in another encoding.
export function mutateSvg(source, random) {
  let text = source.toString('latin1');
  const names = [];
  const choice = random.below(3) ? careful : Object.keys(ways);
  for (let n = 1 + random.below(5); n > 0 && text.length > 0 && text.length < 200_000; --n) {
    const name = random.pick(choice);
    names.push(name);
    text = ways[name](text, random);
  }
  const encoding = random.below(20) ? 'utf8' : random.pick(Object.keys(encodings));
  if (encoding !== 'utf8') names.push(encoding);
  return { bytes: encodings[encoding](text), names };
}
