import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { refused } from './refused.mjs';

/// Bad values of each number, and what the line names as allowed.
const numbers = {
  PORT: [
    ['0', '65536', '-1', 'abc', '80 80', '80.5', '0x50', '8e1'],
    ['1', '65535'],
  ],
  SESSION_TIMEOUT: [
    ['99', '86400001', '-1', 'abc', '1.5', '5m', '99999999999999999999'],
    ['100', '86400000'],
  ],
  CLEANUP_INTERVAL: [
    ['99', '3600001', '0', 'abc', '1m'],
    ['100', '3600000'],
  ],
  MAX_CANDIDATES: [
    ['0', '10001', '-1', 'abc', '2.5'],
    ['1', '10000'],
  ],
  MAX_ORIGIN_SESSIONS: [['-1', 'abc', '1.5', '12abc'], []],
  MAX_SESSIONS: [['-1', 'abc', '1.5', '12abc'], []],
  OFFER_RATE: [['-1', 'abc', '1.5', '12abc'], []],
};
const origins = [
  'example.com',
  'https://',
  'https://a.example/path',
  'https://a.example/',
  'https://a.example, b',
  '//a.example',
  'https://a.example:x',
];

/// Starts with these settings, calls `look`, and ends.
async function withSettings(env, look = () => {}) {
  const s = await startSignal({ nodes: 1, env: { STORAGE_PATH: ':memory:', ...env } });
  try {
    await look(s, new Page(s));
  } finally {
    await s.stop();
  }
}

describe('configuration', { concurrency: 4 }, () => {
  for (const [name, [values, allowed]] of Object.entries(numbers)) {
    test(`a bad ${name} stops the start with one line that names variable, value and what is allowed`, async () => {
      for (const value of values) await refused({ [name]: value }, [name, value, ...allowed]);
      await refused({ [`SIGNAL_${name}`]: values[0] }, [`SIGNAL_${name}`, values[0], ...allowed]);
    });
  }

  test('a bad CORS_ORIGINS stops the start', async () => {
    for (const value of origins) await refused({ CORS_ORIGINS: value }, ['CORS_ORIGINS', value.split(', ').pop(), 'scheme://host']);
  });

  test('a bad STORAGE_TYPE stops the start and names both', async () => {
    for (const value of ['mysql', 'SQLite', 'memory'])
      await refused({ STORAGE_TYPE: value }, ['STORAGE_TYPE', value, 'sqlite', 'postgres']);
  });

  test('a bad LOG_LEVEL or LISTEN stops the start', async () => {
    await refused({ LOG_LEVEL: 'loud' }, ['LOG_LEVEL', 'loud', 'debug', 'info', 'warn', 'error']);
    for (const value of ['nowhere', '300.0.0.1']) await refused({ LISTEN: value }, ['LISTEN', value]);
  });

  test('postgres without a DATABASE_URL stops the start', async () => {
    for (const DATABASE_URL of [undefined, '']) await refused({ STORAGE_TYPE: 'postgres', DATABASE_URL }, ['DATABASE_URL', 'postgres']);
  });

  test('a DATABASE_URL that is none stops the start', async () => {
    for (const url of ['mysql://h/x', 'h/x', '/var/lib/db']) {
      await refused({ DATABASE_URL: url }, ['DATABASE_URL']);
      await refused({ STORAGE_TYPE: 'postgres', SIGNAL_DATABASE_URL: url }, ['SIGNAL_DATABASE_URL']);
    }
  });

  test('a DATABASE_URL implies postgres, unless STORAGE_TYPE says sqlite', async () => {
    const url = `postgresql://nobody:geheim@127.0.0.1:${await freePort()}/x`;
    const line = await refused({ DATABASE_URL: url }, ['DATABASE_URL']);
    assert.ok(!line.includes('geheim'), line);
    await withSettings({ DATABASE_URL: url, STORAGE_TYPE: 'sqlite' }, async (_, page) => page.open());
  });

  test('a STORAGE_PATH that cannot be a file stops the start', async () => {
    const folder = temporaryDirectory('path');
    writeFileSync(join(folder, 'file'), 'no database '.repeat(1000));
    for (const path of [join(folder, 'file', 'sessions.db'), folder, join(folder, 'file')])
      await refused({ STORAGE_PATH: path }, ['STORAGE_PATH', path]);
  });

  test('the least and the largest values are taken', async () => {
    const times = { SESSION_TIMEOUT: 100, CLEANUP_INTERVAL: 100 };
    await withSettings({ ...times, MAX_CANDIDATES: 1, MAX_ORIGIN_SESSIONS: 1, MAX_SESSIONS: 1, OFFER_RATE: 1 }, (_, page) => page.open());
    const largest = { SESSION_TIMEOUT: 86_400_000, CLEANUP_INTERVAL: 3_600_000, MAX_CANDIDATES: 10_000 };
    await withSettings({ ...largest, CORS_ORIGINS: '*' }, async (_, page) => {
      await page.open();
      const [{ createdAt, expiresAt }] = await page.listed();
      assert.equal(expiresAt - createdAt, 86_400_000);
    });
  });

  test('the name with the prefix wins', async () => {
    const env = {
      SIGNAL_SESSION_TIMEOUT: 120_000,
      SESSION_TIMEOUT: 240_000,
      SIGNAL_CORS_ORIGINS: 'https://one.example',
      CORS_ORIGINS: '*',
    };
    await withSettings(env, async (s) => {
      const page = new Page(s, 'https://other.example');
      const { headers } = await page.offer();
      assert.equal(headers['access-control-allow-origin'], undefined);
      const [{ createdAt, expiresAt }] = await page.listed();
      assert.equal(expiresAt - createdAt, 120_000);
    });
    const port = await freePort();
    // The test's own port is the plain one, and nobody may listen there.
    await refused({ SIGNAL_PORT: '0', PORT: String(port) }, ['SIGNAL_PORT', '0']);
  });

  test('every setting is understood with the prefix', async () => {
    const env = { SIGNAL_STORAGE_TYPE: 'sqlite', SIGNAL_MAX_CANDIDATES: 1, SIGNAL_MAX_SESSIONS: 2, SIGNAL_MAX_ORIGIN_SESSIONS: 1 };
    await withSettings({ ...env, SIGNAL_STORAGE_PATH: ':memory:', SIGNAL_OFFER_RATE: 5, SIGNAL_CLEANUP_INTERVAL: 500 }, async (s, page) => {
      const code = await page.open();
      assert.equal((await page.offer()).status, 429);
      await new Page(s).open();
      assert.equal((await new Page(s).offer()).status, 503);
      assert.equal((await page.candidate(code, 'offerer', 'c')).status, 200);
      assert.equal((await page.candidate(code, 'offerer', 'c')).status, 409);
    });
  });

  test('LISTEN is the address, by default all of them', async () => {
    const at = (s, host) =>
      fetch(`http://${host}:${s.port}/health`).then(
        ({ status }) => status,
        () => 'refused',
      );
    await withSettings({}, async (s) => assert.equal(await at(s, '127.0.0.2'), 200));
    await withSettings({ LISTEN: '127.0.0.1' }, async (s) => {
      assert.equal(await at(s, '127.0.0.1'), 200);
      assert.equal(await at(s, '127.0.0.2'), 'refused');
    });
  });

  test('a port that is taken stops the start, and who has it goes on', () =>
    withSettings({}, async (s) => {
      await refused({}, ['PORT', String(s.port)], { port: s.port });
      assert.equal((await ask(s, 'GET', '/health')).status, 200);
    }));

  test('a VERSION variable is ignored', () =>
    withSettings({ VERSION: 'abcdef1', SIGNAL_VERSION: 'abcdef2' }, async (s) => {
      assert.doesNotMatch((await ask(s, 'GET', '/')).text, /abcdef[12]/);
    }));
});
