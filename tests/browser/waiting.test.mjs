// What a phone has not sent yet survives whatever happens to its page, its network and the server in between.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
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
const png = { action_type: 'photo', output_format: 'png' };

/// Until the session is this phone's: before that nothing is sent, and nobody says that it waits.
const begunOn = (page, id) =>
  page.waitForFunction(async (address) => (await (await fetch(address)).json()).device === 'this', `/s/${id}/state`);

/// A way to the server that can be cut: `hold()` lets connections hang, `cut()` breaks them, `heal()` lets them pass.
async function shakyLine(target) {
  const sockets = new Set();
  let mode = 'heal';
  const line = createServer((phone) => {
    if (mode === 'cut') return phone.destroy();
    const server = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [phone, server],
      [server, phone],
    ]) {
      sockets.add(from);
      from.on('data', (bytes) => mode === 'hold' || to.write(bytes));
      from.on('error', () => to.destroy()).on('close', () => (sockets.delete(from), to.destroy()));
    }
  });
  // A test that fails does not get as far as closing it.
  line.unref();
  const port = await freePort();
  await once(line.listen(port, '127.0.0.1'), 'listening');
  const turn = (next) => {
    mode = next;
    sockets.forEach((socket) => socket.destroy());
  };
  return {
    port,
    hold: () => (mode = 'hold'),
    cut: () => turn('cut'),
    heal: () => turn('heal'),
    close: () => {
      turn('cut');
      line.close();
    },
  };
}

describe('waiting', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(url, options) {
    const phone = await newPhone(browser, options);
    await open(phone.page, url);
    return { phone, page: phone.page };
  }

  const waits = (page) =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('baton', 1);
          request.onsuccess = () =>
            (request.result.transaction('records').objectStore('records').getAll().onsuccess = ({ target }) => resolve(target.result));
        }),
    );
  /// Waits until the phone has put the photo aside, to be sent or not.
  async function kept(page, sending) {
    for (const end = Date.now() + 10_000; Date.now() < end; await page.waitForTimeout(20)) {
      const records = await waits(page);
      if (records.length === 1 && records[0].sending === sending) return records[0];
    }
    return assert.fail(`the phone keeps ${JSON.stringify(await waits(page))}`);
  }
  const shown = (page) => page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);

  test('a photo that was not sent is there after a reload, and gone once it has arrived', async () => {
    const { id, url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    await choose(page, picture('upright_5.jpg'));
    await expectTitle(page, words['preview.title']);
    const { key, name } = await kept(page, false);
    assert.deepEqual([key, name], ['photo', 'upright_5.jpg']);
    await page.reload();
    await expectTitle(page, words['preview.title']);
    await shown(page);
    await send(page);
    await expectDone(page);
    assert.deepEqual(await waits(page), []);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('a page left in mid-upload goes on by itself when it is opened again, under the same key', async () => {
    const line = await shakyLine(server.port);
    const { id, url } = await server.createSession(png);
    const { phone, page } = await opened(url.replace(String(server.port), String(line.port)));
    const puts = [];
    page.on('request', (request) => request.method() === 'PUT' && puts.push(new URL(request.url()).pathname));
    await choose(page, picture('upright_6.jpg'));
    const begun = page.waitForRequest((request) => request.method() === 'PUT');
    await begunOn(page, id);
    line.hold();
    await send(page);
    await begun;
    await expectTitle(page, words['sending.title']);
    await checkPage(phone, 'sending');
    await kept(page, true);
    // Left while the line still hangs: a browser repeats a request by itself when a connection it used before breaks.
    const address = page.url();
    await page.goto('about:blank');
    line.heal();
    await page.goto(address);
    await expectDone(page);
    assert.deepEqual([...new Set(puts)], [`/s/${id}/files/photo`]);
    assert.ok(puts.length >= 2, 'it was sent again');
    await closeClean(phone);
    line.close();
    const { item, bytes } = await onlyResult(server, id);
    assert.equal(item.content_type, 'image/png');
    await assertUpright(browser, 'image/png', bytes);
  });

  test('a crash in mid-upload loses nothing', async () => {
    const { id, url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    await choose(page, picture('upright_7.jpg'));
    await page.route('**/files/photo', () => undefined);
    await send(page);
    await expectTitle(page, words['sending.title']);
    await kept(page, true);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const next = await phone.context.newPage();
    await next.goto(url);
    await expectDone(next);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('a cancelled photo waits for the person', async () => {
    const { url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    await choose(page, picture('upright_2.jpg'));
    await page.route('**/files/photo', (route) => route.abort('internetdisconnected'));
    await send(page);
    await page.getByRole('button', { name: words['sending.cancel'] }).click();
    await expectTitle(page, words['preview.title']);
    await kept(page, false);
    await page.unroute('**/files/photo');
    await page.reload();
    await expectTitle(page, words['preview.title']);
    await shown(page);
    await closeClean(phone);
  });

  test('a refused photo does not come back', async () => {
    const { url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    await choose(page, picture('corrupt.jpg'));
    await send(page);
    await expectProblem(page, 'unsupported');
    await page.reload();
    await expectTitle(page, words.title);
    await closeClean(phone);
  });

  test('the phone says that it is offline, and the photo goes out when it is back', async () => {
    const { id, url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    await choose(page, picture('upright_4.jpg'));
    await begunOn(page, id);
    await phone.context.setOffline(true);
    await page.getByText(shell['offline.notice']).waitFor();
    await checkPage(phone, 'offline-preview');
    await send(page);
    await page.getByText(words['waiting.network.title']).first().waitFor();
    await checkPage(phone, 'offline-sending');
    await phone.context.setOffline(false);
    await expectDone(page);
    assert.equal(await page.getByText(shell['offline.notice']).count(), 0);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('progress is told in bytes', async () => {
    const { url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    // Bytes behind the end of a JPEG are taken as they come.
    const buffer = Buffer.concat([readFileSync(picture('upright_1.jpg')), Buffer.alloc(2_000_000)]);
    await choose(page, { name: 'large.jpg', mimeType: 'image/jpeg', buffer });
    const devtools = await phone.context.newCDPSession(page);
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 400_000,
    });
    await send(page);
    const bar = page.getByRole('progressbar');
    await page.waitForFunction(() => document.querySelector('progress')?.value > 0.2);
    assert.match(await page.locator('.progress-text').textContent(), /^[\d.,]+\s[kM]B of 2\sMB\d+%$/);
    assert.equal(await bar.getAttribute('aria-label'), words['sending.title']);
    await checkPage(phone, 'sending-progress');
    await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await expectDone(page);
    await closeClean(phone);
  });

  test('a line that is cut in mid-upload is taken up again', async () => {
    const line = await shakyLine(server.port);
    const { id, url } = await server.createSession(png);
    const { phone, page } = await opened(url.replace(String(server.port), String(line.port)));
    await choose(page, picture('upright_3.jpg'));
    await begunOn(page, id);
    line.hold();
    await send(page);
    await expectTitle(page, words['sending.title']);
    line.cut();
    await page.getByText(words['waiting.network.title']).first().waitFor();
    line.heal();
    // The page may be quicker to try again than the person.
    await Promise.any([page.getByRole('button', { name: words['sending.retry'] }).click(), expectDone(page)]);
    await expectDone(page);
    await closeClean(phone);
    line.close();
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('a browser that stores nothing loses nothing but the reload', async () => {
    const { id, url } = await server.createSession(png);
    const phone = await newPhone(browser);
    await phone.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('private', 'SecurityError');
      };
    });
    await open(phone.page, url);
    await choose(phone.page, picture('upright_8.jpg'));
    await send(phone.page);
    await expectDone(phone.page);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('what expired sessions left behind is swept away', async () => {
    const { url } = await server.createSession({ ...png, session_ttl: '8s' });
    const { phone, page } = await opened(url);
    await choose(page, picture('upright_1.jpg'));
    await kept(page, false);
    await page.goto('about:blank');
    await page.waitForTimeout(8_500);
    await page.goto((await server.createSession(png)).url);
    await expectTitle(page, words.title);
    await page.waitForFunction(
      () =>
        new Promise(
          (done) =>
            (indexedDB.open('baton', 1).onsuccess = ({ target }) =>
              (target.result.transaction('blobs').objectStore('blobs').count().onsuccess = (event) => done(event.target.result === 0))),
        ),
    );
    await closeClean(phone);
  });

  for (const [code, problem] of Object.entries({ picture_too_large: 'pixels', session_quota_exceeded: 'quota' })) {
    test(`${code} is explained`, async () => {
      const { url } = await server.createSession(png);
      const { phone, page } = await opened(url);
      await choose(page, picture('upright_1.jpg'));
      const body = JSON.stringify({ type: `urn:baton:error:${code}` });
      await page.route('**/files/photo', (route) => route.fulfill({ status: 413, contentType: 'application/problem+json', body }));
      await send(page);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      assert.ok((await alert.textContent()).endsWith(words[`problem.${problem}.text`]));
      await checkPage(phone, `problem-${problem}`);
      await closeClean(phone);
    });
  }

  test('a real picture with too many pixels is explained', async () => {
    const { url } = await server.createSession(png);
    const { phone, page } = await opened(url);
    // Chromium would take ten seconds to draw it.
    await page.evaluate(() => (URL.createObjectURL = () => 'data:,'));
    await choose(page, { name: 'bomb.png', mimeType: 'image/png', buffer: readFileSync(picture('bomb.png')) });
    await send(page);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.ok((await alert.textContent()).includes(words['problem.pixels.text']));
    await closeClean(phone);
  });
});
