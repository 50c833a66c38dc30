// The examples of packaging/ as far as they can be read without running them; script/drill cluster balancer runs the balancers'.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { binary, repo, temporaryDirectory } from '../http/launch.mjs';

const example = (...path) => readFileSync(join(repo, 'packaging', ...path), 'utf8');
const missing = (path) => (existsSync(path) ? false : `${path} is not installed`);

describe('the examples', () => {
  test('settings that they give are settings', () => {
    const help = spawnSync(binary, ['--help'], { encoding: 'utf8' }).stdout;
    const known = new Set([...help.matchAll(/^ {2}([A-Z0-9_]+) /gm)].map(([, name]) => name));
    const unit = [...example('systemd', 'baton@.service').matchAll(/^Environment=([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const compose = [...example('compose', 'compose.yaml').matchAll(/^ {4}([A-Z0-9_]+): /gm)].map(([, name]) => name);
    assert.ok(unit.length >= 5 && compose.length >= 7);
    for (const name of [...unit, ...compose]) assert.ok(known.has(name.replace(/_FILE$/, '')), name);
  });

  test('systemd reads the unit', { skip: missing('/usr/bin/systemd-analyze') }, () => {
    const folder = temporaryDirectory('unit');
    const unit = join(folder, 'baton@.service');
    writeFileSync(unit, example('systemd', 'baton@.service').replace('/usr/local/bin/baton serve', '/bin/true'));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.ok(!stderr.includes('baton@'), stderr);
  });

  test('HAProxy reads its file', { skip: missing('/usr/sbin/haproxy') }, () => {
    const { status, stderr } = spawnSync('/usr/sbin/haproxy', ['-c', '-f', join(repo, 'packaging', 'balancers', 'haproxy.cfg')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  test('nginx reads its file', { skip: missing('/usr/sbin/nginx') }, () => {
    const folder = temporaryDirectory('nginx');
    mkdirSync(join(folder, 'logs'));
    const setup = `pid ${folder}/pid; error_log stderr;\n`;
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${folder}/${each};`).join(' ');
    writeFileSync(join(folder, 'conf'), setup + example('balancers', 'nginx.conf').replace('http {', `http { access_log off; ${paths}`));
    const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', '-p', folder, '-e', 'stderr', '-c', join(folder, 'conf')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
});
