// The double of a disk that loses what was not waited for, with which durability is tried: it must itself be able to fail.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { arm, environment, failPower } from '../drill/durable/power_loss.mjs';
import { random } from '../drill/durable/random.mjs';
import { binary, sanitized, sleep, temporaryDirectory } from './launch.mjs';

const library = join(dirname(binary), 'tests', 'drill', 'durable', 'libpower-loss.so');
const programs = join(dirname(fileURLToPath(import.meta.url)), '..', 'drill', 'durable');
const skip = sanitized ? 'the sanitizer must be the first library' : !existsSync(library) && 'the library of the power loss is not built';
const whole = 'x'.repeat(12_000);

/// What is left in the directory of a program that forgot a step.
function after(forgotten, options) {
  const place = temporaryDirectory('power');
  const directory = join(place, 'data');
  mkdirSync(directory);
  writeFileSync(join(directory, 'old'), 'old file');
  writeFileSync(join(directory, 'gone'), 'gone');
  writeFileSync(join(directory, 'other'), 'other');
  arm(directory, join(place, 'disk'));
  const env = { PATH: process.env.PATH, ...environment(library, directory, join(place, 'disk')) };
  const run = spawnSync(process.execPath, [join(programs, 'careless.mjs'), directory, forgotten], { env, encoding: 'utf8' });
  assert.deepEqual([run.stdout, run.signal], ['kept\n', 'SIGKILL'], run.stderr);
  failPower(directory, join(place, 'disk'), options);
  return Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'latin1')]));
}

/// Rows that SQLite committed, and those that are left of them when the power fails under way.
async function ledger(synchronous) {
  const place = temporaryDirectory('power');
  const directory = join(place, 'data');
  mkdirSync(directory);
  arm(directory, join(place, 'disk'));
  const env = { PATH: process.env.PATH, ...environment(library, directory, join(place, 'disk')) };
  const child = spawn('python3', [join(programs, 'ledger.py'), join(directory, 'ledger.sqlite'), synchronous], { env });
  const said = { text: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (said.text += text));
  const exited = new Promise((done) => child.once('close', done));
  const deadline = Date.now() + 20_000;
  while (said.text.split('\n').length < 200 && Date.now() < deadline) await sleep(5);
  child.kill('SIGKILL');
  await exited;
  failPower(directory, join(place, 'disk'), { keep: 'none' });
  const count = "import sqlite3,sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM ledger').fetchone())";
  const left = spawnSync('python3', ['-c', count, join(directory, 'ledger.sqlite')], { encoding: 'utf8' });
  return { kept: said.text.trim().split('\n').length, left: Number(left.stdout || 0) };
}

describe('the double of a power loss', { skip }, () => {
  const kept = { new: whole, old: 'new f', other: 'other' };

  test('keeps what was waited for', () => {
    for (const keep of ['none', 'all', 'some']) assert.deepEqual(after('none', { keep }), kept, keep);
  });

  test('loses bytes that nobody waited for', () => {
    assert.deepEqual(after('file', { keep: 'none' }), { ...kept, new: '' });
    assert.deepEqual(after('truncate', { keep: 'none' }), { ...kept, old: 'old file' });
  });

  test('loses names that nobody waited for', () => {
    // The directory is waited for once more, after the unlink: what was done before is kept then.
    assert.deepEqual(after('directory', { keep: 'none' }), kept);
    assert.deepEqual(after('unlink', { keep: 'none' }), { ...kept, gone: 'gone' });
  });

  test('keeps some of it, in pieces', () => {
    const found = new Set();
    const seeded = random(7);
    for (let i = 0; i < 12; ++i) found.add(after('file', { keep: 'some', random: seeded }).new);
    assert.ok(found.has(''), 'nothing is kept at times');
    assert.ok(found.has(whole), 'and all at other times');
    assert.ok(
      [...found].some((text) => text.includes('x') && text.includes('\0')),
      'or pieces with a hole',
    );
  });

  test('keeps what SQLite waited for, and not what it did not wait for', async () => {
    const careful = await ledger('FULL');
    assert.ok(careful.kept >= 199, `${careful.kept} rows`);
    // One more may be there, whose number nobody could say any more.
    assert.ok([0, 1].includes(careful.left - careful.kept), JSON.stringify(careful));
    assert.equal((await ledger('OFF')).left, 0);
  });
});
