// The version after this one, as it might be: made of the last commit by edits that say what a next version would do. Its tables
// have a step more, which only adds; it writes what is new there, and reads in records what the version after it may write.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repo } from '../../http/launch.mjs';

const folder = join(repo, 'build', 'drill');
const checkout = join(folder, 'next');
/// Of the version after the next one: its `migrate` only, as it has no plugins beside it.
const afterNext = join(folder, 'after-next', 'baton');

const schema = 'core/store/sql/schema.cpp';
const rows = 'core/store/sql/session_rows.cpp';
const lastStep = '}};\n    return schema;';

/// The number of the last step that a schema has.
const steps = (text) => Math.max(...[...text.matchAll(/\{(\d+),\s*"/g)].map(([, number]) => Number(number)));
const withStep = (text, name, minimumReader, sql) =>
  text.replace(lastStep, `, {${steps(text) + 1}, "${name}", ${minimumReader}, {${sql.map((each) => `"${each}"`)}}}${lastStep}`);

/// Each: a source, a place in it, and what stands there in the next version.
const edits = [
  [
    rows,
    'deadline, record) VALUES ($1, $2, $3, $4, $5, $6, $7) "',
    "deadline, record, written_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 'next') \"",
  ],
  [rows, '"UPDATE session SET version = $3', "\"UPDATE session SET written_by = 'next', version = $3"],
  // A member of the record: an old reader refuses what it does not know, so the first version with it writes none of its own.
  ['core/session/session.hpp', '    std::vector<Event> events;\n', '    std::vector<Event> events;\n    std::string note;\n'],
  [
    'core/session/session_record_reader.cpp',
    '    session.device = read_device(reader);\n',
    '    session.device = read_device(reader);\n    session.note = read_text_if(reader, "note");\n',
  ],
  [
    'core/session/session_record_writer.cpp',
    '    write_events(json, session, calendar);\n',
    '    write_text(json, "note", session.note);\n    write_events(json, session, calendar);\n',
  ],
];

function edit(name, change) {
  const path = join(checkout, name);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${name} is not what tests/drill/cluster/next_version.mjs knows: adapt its edits`);
  writeFileSync(path, after);
}

function run(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${status}`);
  return stdout?.trim();
}

const git = (...args) => run('git', ['-C', checkout, ...args]);
const build = () => run('script/build', ['server'], { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'] });

/// The commit's sources with the edits.
function checkOut(commit) {
  if (!existsSync(checkout)) run('git', ['clone', '--quiet', '--no-checkout', repo, checkout]);
  git('fetch', '--quiet', repo, commit);
  git('checkout', '--quiet', '--force', '--detach', commit);
  for (const [name, place, instead] of edits) edit(name, (text) => text.replace(place, () => instead));
  const add = [
    'ALTER TABLE session ADD COLUMN written_by text',
    'CREATE TABLE session_note (session text NOT NULL PRIMARY KEY, note text NOT NULL)',
  ];
  edit(schema, (text) => withStep(text, 'notes', steps(text), add));
}

/// The version after it wants no neighbour any more that does not know the added step.
function buildAfterNext() {
  const path = join(checkout, schema);
  const text = readFileSync(path, 'utf8');
  edit(schema, () => withStep(text, 'notes for all', steps(text), ['CREATE INDEX session_written_by ON session (written_by)']));
  build();
  mkdirSync(join(afterNext, '..'), { recursive: true });
  copyFileSync(join(checkout, 'build', 'release', 'baton'), afterNext);
  writeFileSync(path, text);
}

/// Makes both if they are not there, which the first time takes as long as a build. {next, afterNext: paths of binaries}
export function makeNext() {
  mkdirSync(folder, { recursive: true });
  const commit = run('git', ['-C', repo, 'rev-parse', 'HEAD']);
  const recipe = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  const stamp = join(folder, 'next.built');
  const wanted = `${commit} ${recipe.digest('hex')}\n`;
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log(`building the next version in ${checkout}`);
    checkOut(commit);
    buildAfterNext();
    build();
    writeFileSync(stamp, wanted);
  }
  return { next: join(checkout, 'build', 'release', 'baton'), afterNext };
}
