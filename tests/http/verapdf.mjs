// veraPDF, where Java and Maven can bring it: the one free validator of PDF/A. Debian has no package of it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from './launch.mjs';

const source = fileURLToPath(new URL('../verapdf', import.meta.url));
const folder = join(dirname(binary), 'verapdf');
const libraries = join(folder, 'lib');

const run = (tool, args) => spawnSync(tool, args, { encoding: 'utf8', timeout: 240_000 });

/// Brings veraPDF; answers why it cannot be had, or null.
export function missing() {
  for (const tool of ['java', 'javac']) if (run(tool, ['-version']).error) return `no veraPDF: ${tool} is not installed`;
  if (!existsSync(libraries)) {
    const goal = ['-q', '-B', '-f', join(source, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`];
    const fetched = run('mvn', goal);
    if (fetched.error || fetched.status !== 0) return 'no veraPDF: Maven is not installed, or does not reach its registry';
  }
  const compiled = run('javac', ['-cp', join(libraries, '*'), '-d', folder, join(source, 'Validate.java')]);
  return compiled.status === 0 ? null : `no veraPDF: ${compiled.stderr.split('\n')[0]}`;
}

/// What it says of files: "valid FILE" or "broken FILE | rule …" each.
export function validate(files) {
  const said = run('java', ['-cp', `${join(libraries, '*')}:${folder}`, 'Validate', ...files]);
  if (said.status !== 0) throw new Error(said.stderr);
  return said.stdout.trim().split('\n');
}
