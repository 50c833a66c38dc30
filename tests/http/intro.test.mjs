import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertPage } from './html.mjs';
import { startServer } from './launch.mjs';
import { visit } from './phone.mjs';

describe('intro', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const page = async (intro_text) => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', intro_text });
    return assertPage(await visit(s, session.id), 200);
  };

  test('the intro is shown, with a way on to the action', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', intro_text: 'Please photograph your *passport*' });
    const html = await assertPage(await visit(s, session.id), 200);
    assert.match(html, /Please photograph your\s+<(em|i)>passport<\/\1>/);
    assert.ok(html.includes(`/s/${session.id}/action`), html);
  });

  test('Markdown: strong, lists, paragraphs and http links', async () => {
    const html = await page('First **bold**\n\n- one\n- two\n\n[shop](https://shop.example/a?b=1&c=2)');
    assert.match(html, /<(strong|b)>bold<\/\1>/);
    assert.match(html, /<li>\s*(<p>)?one/);
    assert.match(html, /<a[^>]*href="https:\/\/shop\.example\/a\?b=1&amp;c=2"[^>]*>shop<\/a>/);
  });

  test('raw HTML is escaped', async () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '<b>x</b>',
      'a <iframe src="//evil.example"></iframe> b',
      '<style>*{display:none}</style>',
      '<!-- x -->',
      '<svg/onload=alert(1)>',
      '</main></body>',
    ]) {
      const html = await page(text);
      const plain = (await page('x')).match(/<(img|script|iframe|style|svg|b|main|body)\b|<!--/gi)?.length ?? 0;
      assert.equal(html.match(/<(img|script|iframe|style|svg|b|main|body)\b|<!--/gi)?.length ?? 0, plain, `${text} in ${html}`);
      assert.ok(html.includes('&lt;'), text);
    }
  });

  test('script links are dropped', async () => {
    const targets = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java&#115;cript:alert(1)',
      '&#x6A;avascript:alert(1)',
      'java\tscript:alert(1)',
      ' javascript:alert(1)',
      '&#1;javascript:alert(1)',
      'vbscript:x',
      'data:text/html,x',
      'file:///etc/passwd',
      'javascript&colon;alert(1)',
    ];
    for (const target of targets) {
      for (const text of [
        `[click](${target})`,
        `[click](<${target}>)`,
        `<${target}>`,
        `![click](${target})`,
        `[click][r]\n\n[r]: ${target}`,
      ]) {
        const html = await page(text);
        for (const [, url] of html.matchAll(/(?:href|src)\s*=\s*"([^"]*)"/gi)) {
          const scheme = /^[\s\x00-\x20]*([a-z][a-z0-9+.-]*):/i.exec(url.replace(/&#x?[0-9a-f]+;|&[a-z]+;/gi, ''))?.[1]?.toLowerCase();
          assert.ok([undefined, 'http', 'https', 'mailto', 'tel'].includes(scheme), `${text} became ${url}`);
        }
        assert.doesNotMatch(html, /(?:href|src)="[^"]*(?:javascript|vbscript)/i, text);
      }
    }
  });

  test('quotes and ampersands cannot leave their attribute', async () => {
    const html = await page('[a](https://x.example/"onmouseover="alert(1)) "quoted" & <');
    assert.match(html, /&amp;/);
    assert.doesNotMatch(html, /<a[^>]*onmouseover\s*=\s*"alert/i);
  });

  test('nothing an intro says makes the server fail', async () => {
    for (const text of [
      '\u0000x',
      '*'.repeat(2_000),
      '['.repeat(2_000),
      '> '.repeat(1_000),
      '`'.repeat(999),
      '\r\n\r\n',
      '🙂'.repeat(500),
      '{{7*7}} ${7*7} %s %n',
    ])
      await page(text);
  });
});
