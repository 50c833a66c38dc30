// A PLUGIN_DIR of one's own, for servers that must have the misbehaving action of tests/plugins/.
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binary, temporaryDirectory } from './launch.mjs';

const build = dirname(binary);

/// Plugins look for their libraries relative to where they lie; those of `pluginDir` lie elsewhere.
export const libraries = { LD_LIBRARY_PATH: [join(build, 'media'), join(build, 'sdk')].join(':') };

/// Where the build left `NAME.so` and `NAME.json`; null if it made no such plugin.
function find(name) {
  const places = ['plugins', 'tests/plugins', `actions/${name}`, `tests/plugins/${name}`].map((each) => join(build, each));
  return places.find((place) => existsSync(join(place, `${name}.so`)) && existsSync(join(place, `${name}.json`))) ?? null;
}

/// A directory with links to these plugins, or null if one was not built.
export function pluginDir(...names) {
  const dir = temporaryDirectory('plugins');
  for (const name of names) {
    const place = find(name);
    if (!place) return null;
    for (const file of readdirSync(place)) {
      if (file.startsWith(`${name}.`) && /\.(so|json)$/.test(file)) symlinkSync(join(place, file), join(dir, file));
    }
  }
  return dir;
}
