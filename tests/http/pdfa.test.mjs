// PDF/A as a validator sees it: a document in every mode, long pages whole and cut, and with text.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startServer, temporaryDirectory } from './launch.mjs';
import { openPage } from './phone.mjs';
import { png } from './pictures.mjs';
import { files, finalize, installed, json, page, upload } from './scan.mjs';
import { missing, validate } from './verapdf.mjs';

const skip = installed ? (missing() ?? false) : 'the plugin scan is not built';

describe('PDF/A', { skip }, () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  async function document(options, bytes) {
    const { id } = await s.createSession({ action_type: 'scan', options: { pdfa: true, ...options } });
    await openPage(s, id);
    await json(await upload(s, id, 0, 0, bytes));
    await json(await finalize(s, id));
    const [file] = await files(s, await json(await s.api(`/api/v1/sessions/${id}`)));
    assert.ok(file.sound);
    return file.bytes;
  }

  test('every document that claims to be PDF/A-2b is valid', async () => {
    const asked = await s.api('/api/v1/sessions', { json: { action_type: 'scan', options: { ocr: 'eng' } } });
    const ocr = asked.status === 201 ? 'eng' : 'off';
    const folder = temporaryDirectory('pdfa');
    const long = png(300, 2400);
    const wanted = [
      ...['auto', 'color', 'gray', 'bw', 'photo'].map((mode) => [{ mode, ocr }, page()]),
      [{ page: 'a4' }, page('small')],
      [{ ocr }, long],
      [{ ocr, long_pages: 'cut' }, long],
    ];
    const paths = [];
    for (const [choice, bytes] of wanted) {
      paths.push(join(folder, `${paths.length}.pdf`));
      writeFileSync(paths.at(-1), await document(choice, bytes));
    }
    assert.deepEqual(
      validate(paths),
      paths.map((path) => `valid ${path}`),
    );
  });
});
