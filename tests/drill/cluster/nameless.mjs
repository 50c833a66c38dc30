// Files that tables from a backup do not name, because they came after the dump: they stay until an operator says that they may go.
import { spawnSync } from 'node:child_process';
import { lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binary, sleep } from '../../http/launch.mjs';

const patienceMs = 30_000;
const daySeconds = 24 * 60 * 60;

export const minus = (some, ...others) => [...some].filter((each) => !others.some((other) => other.has(each)));

/// Whether it came to be so in time.
async function until(found) {
  for (const deadline = Date.now() + patienceMs; !(await found()); await sleep(100)) if (Date.now() > deadline) return false;
  return true;
}

/// Makes all files two days old: before that nobody asks whose they are.
export function age({ s3 }) {
  const then = Date.now() / 1000 - 2 * daySeconds;
  for (const path of readdirSync(s3.folder, { recursive: true })) lutimesSync(join(s3.folder, path), then, then);
}

/// What a node's log has with this message.
function logged({ said }, message) {
  const lines = said()
    .split('\n')
    .filter((line) => line.includes(message));
  return lines.map((line) => JSON.parse(line));
}

/// What is wrong with what the nodes say after their start, when so many files have no name.
export async function announced({ nodes }, count) {
  const wrong = [];
  for (const node of nodes)
    if (!logged(node, 'the tables were restored').length) wrong.push(`the node at ${node.port} does not say that its tables were restored`);
  const counts = () => nodes.map((node) => Math.max(0, ...logged(node, 'files that no session has').map(({ files }) => files)));
  if (!(await until(() => counts().every((each) => each >= count))))
    wrong.push(`${count} files have no name, and the nodes say ${counts().join(', ')}`);
  return wrong;
}

/// An operator says beside the running nodes that nameless files may go, and restarts the nodes. {wrong, removed: how many went}
export async function adopt(installation, nameless) {
  const wrong = [];
  const left = async () => {
    const { there } = await installation.places();
    return nameless.filter((id) => there.has(id));
  };
  const before = nameless.length - (await left()).length;
  if (before) wrong.push(`${before} of ${nameless.length} nameless files went before anybody said that they may`);
  const { PATH } = process.env;
  const said = spawnSync(binary, ['files', '--adopt'], { env: { PATH, ...installation.env }, encoding: 'utf8' });
  if (said.status !== 0) wrong.push(`baton files --adopt: ${said.stdout}${said.stderr}`);
  for (const i of installation.nodes.keys()) {
    await installation.end(i);
    await installation.start(i);
    if (logged(installation.nodes[i], 'the tables were restored').length)
      wrong.push(`the node ${i} still says that its tables were restored`);
  }
  await until(async () => (await left()).length === 0);
  const stay = (await left()).length;
  if (stay) wrong.push(`${stay} of ${nameless.length} nameless files stay although they were adopted`);
  return { wrong, removed: nameless.length - stay - before };
}
