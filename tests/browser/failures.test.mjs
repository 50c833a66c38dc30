// What goes wrong on a phone: the person is told what to do next, and nothing is lost.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertUpright } from './corners.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import {
  choose,
  expectDone,
  expectProblem,
  expectTitle,
  onlyResult,
  open,
  photoStrings,
  picture,
  send,
  shellStrings,
} from './photo_page.mjs';

const words = photoStrings();
const shell = shellStrings();

/// The page itself looks out for a text that may be gone before anybody asks from outside: call it before the text comes.
const toldOf = (page, text) => page.waitForFunction((text) => document.body.innerText.includes(text), text);

describe('failures', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(more = {}, ready = () => undefined) {
    const session = await server.createSession({ action_type: 'photo', output_format: 'png', ...more });
    const phone = await newPhone(browser);
    await ready(phone);
    await open(phone.page, session.url);
    return { session, phone, page: phone.page };
  }

  for (const file of ['corrupt.jpg', 'truncated.jpg']) {
    test(`${file} is refused with a way on, and a good picture works then`, async () => {
      const { session, phone, page } = await opened();
      await choose(page, picture(file));
      await send(page);
      await expectProblem(page, 'unsupported');
      assert.equal(await page.getByRole('button', { name: words['preview.try_again'] }).count(), 0, 'the same file again is not offered');
      await checkPage(phone, `problem-${file}`);
      await choose(page, picture('upright_8.jpg'), { button: words['preview.pick'] });
      await send(page);
      await expectDone(page);
      await closeClean(phone);
      await assertUpright(browser, 'image/png', (await onlyResult(server, session.id)).bytes);
    });
  }

  test('a text that calls itself a picture is refused', async () => {
    const { phone, page } = await opened();
    await choose(page, { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Hello, this is no picture.') });
    await page.getByText(words['preview.unavailable']).waitFor();
    await send(page);
    await expectProblem(page, 'unsupported');
    await closeClean(phone);
  });

  test('a file over the limit is refused before it is sent, with the limit', async () => {
    const { session, phone, page } = await opened();
    const { limits } = await (await fetch(`${session.url}/state`)).json();
    let sent = 0;
    page.on('request', (request) => (sent += request.method() === 'PUT' ? 1 : 0));
    // A path, not a buffer: the browser opens the file itself, and a hole in it costs no disk.
    const dir = mkdtempSync(join(tmpdir(), 'baton-huge-'));
    writeFileSync(join(dir, 'huge.jpg'), '');
    truncateSync(join(dir, 'huge.jpg'), limits.max_file_bytes + 1);
    await choose(page, join(dir, 'huge.jpg'));
    await expectProblem(page, 'too_large');
    assert.match(await page.getByRole('alert').textContent(), /\d\sMB/);
    assert.equal(sent, 0);
    await checkPage(phone, 'problem-too-large');
    await closeClean(phone);
    rmSync(dir, { recursive: true });
  });

  test('a lost connection is waited out, and the photo arrives', async () => {
    const { session, phone, page } = await opened();
    await choose(page, picture('upright_2.jpg'));
    let lost = 0;
    await page.route('**/files/photo', (route) => (lost++ < 2 ? route.abort('internetdisconnected') : route.continue()));
    const told = toldOf(page, words['waiting.network.title']);
    await send(page);
    await told;
    await checkPage(phone, 'waiting');
    await expectDone(page);
    assert.equal(lost, 3);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, session.id)).bytes);
  });

  test('while it waits, the person can try at once or cancel, and keeps the picture', async () => {
    const { phone, page } = await opened();
    await choose(page, picture('upright_2.jpg'));
    let broken = true;
    await page.route('**/files/photo', (route) => (broken ? route.abort('internetdisconnected') : route.continue()));
    await send(page);
    await page.getByRole('button', { name: words['sending.cancel'] }).click();
    await expectTitle(page, words['preview.title']);
    await send(page);
    const again = page.getByRole('button', { name: words['sending.retry'] });
    await again.waitFor();
    broken = false;
    // The page may be quicker to try again than the person.
    await Promise.any([again.click(), expectDone(page)]);
    await expectDone(page);
    await closeClean(phone);
  });

  test('an answer that is lost after the submission ends on the done page', async () => {
    const { phone, page } = await opened();
    await choose(page, picture('upright_1.jpg'));
    let first = true;
    await page.route('**/submit', async (route) => {
      if (!first) return route.continue();
      first = false;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('a server in trouble is waited for, and Retry-After obeyed', async () => {
    const { phone, page } = await opened();
    await choose(page, picture('upright_1.jpg'));
    const times = [];
    await page.route('**/submit', (route) => {
      times.push(Date.now());
      return times.length === 1
        ? route.fulfill({ status: 503, headers: { 'Retry-After': '3' }, contentType: 'application/problem+json', body: '{}' })
        : route.continue();
    });
    const told = toldOf(page, words['waiting.busy.title']);
    await send(page);
    await told;
    await expectDone(page);
    assert.ok(times[1] - times[0] >= 2_900, `${times[1] - times[0]} ms`);
    await closeClean(phone);
  });

  test('a picture the server could not process may be sent again', async () => {
    const { phone, page } = await opened();
    await choose(page, picture('upright_1.jpg'));
    let first = true;
    await page.route('**/submit', (route) => {
      if (!first) return route.continue();
      first = false;
      return route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"type":"urn:baton:error:processing_failed"}' });
    });
    await send(page);
    await expectProblem(page, 'processing');
    await checkPage(phone, 'problem-processing');
    await send(page, words['preview.try_again']);
    await expectDone(page);
    await closeClean(phone);
  });

  test('a session completed elsewhere shows the done page to the next request too', async () => {
    const { session, phone, page } = await opened({}, ({ page }) => page.addInitScript(() => delete window.EventSource));
    await choose(page, picture('upright_1.jpg'));
    const data = readFileSync(picture('upright_1.jpg')).toString('base64');
    const body = JSON.stringify({ items: [{ content_type: 'image/jpeg', filename: 'a.jpg', data }] });
    const other = await fetch(`${session.url}/result`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    assert.equal(other.status, 200);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('a session that expires while the person looks at the picture says so', async () => {
    const { phone, page } = await opened({ session_ttl: '8s' });
    await choose(page, picture('upright_1.jpg'));
    await expectTitle(page, shell['expired.title']);
    await checkPage(phone, 'expired-in-place');
    await closeClean(phone);
  });

  test('a photo that was sent before a reload need not be taken again', async () => {
    const { phone, page } = await opened();
    await choose(page, picture('upright_5.jpg'));
    await page.route('**/submit', (route) => route.abort('internetdisconnected'));
    await send(page);
    await page.getByText(words['waiting.network.title']).first().waitFor();
    await page.reload();
    await expectTitle(page, words['preview.title']);
    await page.unroute('**/submit');
    await page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('a page that cannot reach its session says so, and goes on by itself when it can', async () => {
    const session = await server.createSession({ action_type: 'photo', output_format: 'jpg' });
    const phone = await newPhone(browser);
    await phone.page.route('**/state', (route) => route.abort('connectionrefused'));
    await phone.page.goto(session.url);
    await expectTitle(phone.page, shell['offline.title']);
    await phone.page.unroute('**/state');
    await expectTitle(phone.page, words.title);
    await closeClean(phone);
  });

  test('an action that cannot be loaded offers another try', async () => {
    const session = await server.createSession({ action_type: 'photo', output_format: 'jpg' });
    const phone = await newPhone(browser);
    await phone.page.route('**/main.js*', (route) => route.abort('internetdisconnected'));
    await phone.page.goto(session.url);
    await expectTitle(phone.page, shell['offline.title']);
    await checkPage(phone, 'offline');
    await phone.page.unroute('**/main.js*');
    await Promise.any([phone.page.getByRole('button', { name: shell.retry }).click(), expectTitle(phone.page, words.title)]);
    await expectTitle(phone.page, words.title);
    await phone.close();
    // The shell logs why the module did not load; nothing else may be there.
    assert.deepEqual(
      phone.complaints.filter((text) => !/dynamically imported module/.test(text)),
      [],
    );
  });
});
