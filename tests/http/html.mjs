// What every HTML answer has in common (contract §8), and enough reading of HTML to look for scripts.
import assert from 'node:assert/strict';

const tags = (html) => html.replace(/<!--[\s\S]*?-->/g, '').match(/<[a-z!/][^>]*>/gi) ?? [];

export function lang(html) {
  return /<html[^>]*\slang="([^"]*)"/i.exec(html)?.[1];
}

/// URLs of scripts, style sheets and pictures that the page loads.
export function assets(html) {
  return tags(html).flatMap((tag) => {
    const match =
      /^<(?:script|img)\b[^>]*\ssrc="([^"]+)"/i.exec(tag) ??
      (/^<link\b[^>]*\srel="(?:stylesheet|icon|modulepreload|preload|manifest|apple-touch-icon)"/i.test(tag)
        ? /\shref="([^"]+)"/i.exec(tag)
        : null);
    return match ? [match[1].replaceAll('&amp;', '&')] : [];
  });
}

export function policy(header) {
  return Object.fromEntries(
    header
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name, ...sources]) => [name.toLowerCase(), sources]),
  );
}

function assertPolicy(header) {
  assert.ok(header, 'Content-Security-Policy');
  const rules = policy(header);
  const scripts = rules['script-src'] ?? rules['default-src'];
  assert.ok(scripts, `script-src in ${header}`);
  for (const source of scripts) {
    assert.ok(
      !["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", 'data:', 'blob:', 'http:', 'https:'].includes(source) &&
        !source.includes('*'),
      `${source} in ${header}`,
    );
  }
  assert.deepEqual(rules['object-src'], ["'none'"], header);
  assert.deepEqual(rules['default-src'], ["'none'"], header);
  assert.deepEqual(rules['frame-ancestors'], ["'none'"], header);
  assert.deepEqual(rules['base-uri'], ["'none'"], header);
  assert.deepEqual(rules['form-action'], ["'self'"], header);
  for (const name of ['connect-src', 'img-src', 'media-src', 'style-src', 'worker-src']) {
    for (const source of rules[name]) assert.ok(["'self'", 'blob:', 'data:'].includes(source), `${source} in ${header}`);
  }
}

/// The camera for our own pages; all else that is named is off.
function assertPermissions(header) {
  assert.ok(header, 'Permissions-Policy');
  const rules = Object.fromEntries(header.split(',').map((part) => part.trim().split('=')));
  assert.equal(rules.camera, '(self)', header);
  for (const name of ['microphone', 'geolocation', 'display-capture', 'usb', 'payment', 'accelerometer'])
    assert.equal(rules[name], '()', name);
  for (const [name, allowed] of Object.entries(rules)) if (name !== 'camera') assert.equal(allowed, '()', name);
}

/// Asserts status, headers and the absence of inline script. Returns the text.
export async function assertPage(answer, status) {
  const html = await answer.text();
  assert.equal(answer.status, status, html.slice(0, 300));
  assert.match(answer.headers.get('content-type') ?? '', /^text\/html;\s*charset=utf-8/i);
  assertPolicy(answer.headers.get('content-security-policy'));
  assert.match(answer.headers.get('cache-control') ?? '', /\bno-store\b/);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(answer.headers.get('x-frame-options'), 'DENY');
  assertPermissions(answer.headers.get('permissions-policy'));
  assert.match(html, /^\s*<!doctype html>/i);
  for (const [, attributes, text] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script/gi)) {
    assert.match(attributes, /\ssrc=/, `inline script: ${text.slice(0, 80)}`);
    assert.equal(text.trim(), '', 'a script with src has no text');
  }
  for (const tag of tags(html)) {
    assert.doesNotMatch(tag.replace(/"[^"]*"|'[^']*'/g, '""'), /[\s/"]on[a-z]+\s*=/i, tag);
    assert.doesNotMatch(tag, /(?:href|src|action|formaction)\s*=\s*["']?\s*(?:javascript|vbscript|data:text)/i, tag);
  }
  assert.match(html, /<meta[^>]+name="viewport"/i, 'made for a phone');
  assert.match(html, /<title>[^<]+<\/title>/i);
  return html;
}
