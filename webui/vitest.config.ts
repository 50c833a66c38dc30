import { defineConfig } from 'vitest/config';
import { repository, resolveFromWorkspace } from './bundle/layout.mjs';

// The tests of the actions' pages lie beside their sources, outside this folder.
export default defineConfig({
    root: repository,
    plugins: [resolveFromWorkspace()],
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    server: { fs: { allow: [repository] } },
    test: { include: ['webui/{kit,shell,bundle}/**/*.test.ts', 'actions/*/ui/**/*.test.ts'] },
});
