// The whole way of a photo: file chooser, preview, send, done page, result.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertNothingPrivate, assertUpright, pdfToPng } from './corners.mjs';
import { closeClean, newPhone, startBrowser } from './phone.mjs';
import { choose, expectDone, expectTitle, onlyResult, open, photoStrings, picture, send } from './photo_page.mjs';

const words = photoStrings();
const formats = { jpg: ['image/jpeg', /^\xff\xd8\xff/], png: ['image/png', /^\x89PNG\r\n/], pdf: ['application/pdf', /^%PDF-/] };

describe('photo', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function take(file, output_format) {
    const { id, url } = await server.createSession({ action_type: 'photo', output_format });
    const phone = await newPhone(browser);
    await open(phone.page, url);
    await choose(phone.page, picture(file), { button: words['choose.take'] });
    await expectTitle(phone.page, words['preview.title']);
    const preview = await phone.page.locator('img.preview').evaluate(async (image) => {
      await image.decode().catch(() => undefined);
      return [image.naturalWidth, image.naturalHeight];
    });
    await send(phone.page);
    await expectDone(phone.page);
    await closeClean(phone);
    return { preview, ...(await onlyResult(server, id)) };
  }

  for (const [format, [type, magic]] of Object.entries(formats)) {
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      test(`EXIF orientation ${orientation} comes out upright as ${format}, with nothing private in it`, async () => {
        const { preview, item, bytes } = await take(`upright_${orientation}.jpg`, format);
        assert.deepEqual(preview, [640, 480]);
        assert.equal(item.content_type, type);
        assert.match(item.filename, new RegExp(`\\.${format}$`));
        assert.match(bytes.subarray(0, 8).toString('latin1'), magic);
        assertNothingPrivate(bytes);
        const size = await assertUpright(browser, format === 'pdf' ? 'image/png' : type, format === 'pdf' ? pdfToPng(bytes) : bytes);
        if (format !== 'pdf') assert.deepEqual(size, { width: 640, height: 480 });
      });
    }
  }

  test('a HEIC picture, which this browser cannot show, is sent all the same', async () => {
    const { id, url } = await server.createSession({ action_type: 'photo', output_format: 'jpg' });
    const phone = await newPhone(browser);
    await open(phone.page, url);
    await choose(phone.page, picture('exif6.heic'));
    await phone.page.getByText(words['preview.unavailable']).waitFor();
    await phone.page.getByText('exif6.heic').waitFor();
    await send(phone.page);
    await expectDone(phone.page);
    await closeClean(phone);
    const { bytes } = await onlyResult(server, id);
    await assertUpright(browser, 'image/jpeg', bytes);
  });

  test('the last picture chosen is the one that is sent', async () => {
    const { id, url } = await server.createSession({ action_type: 'photo', output_format: 'png' });
    const phone = await newPhone(browser);
    await open(phone.page, url);
    await choose(phone.page, picture('gray.jpg'));
    await choose(phone.page, picture('upright_3.jpg'), { button: words['preview.pick'] });
    await phone.page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);
    await send(phone.page);
    await expectDone(phone.page);
    await closeClean(phone);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });
});
