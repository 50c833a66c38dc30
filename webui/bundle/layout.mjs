import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const webui = fileURLToPath(new URL('..', import.meta.url));
export const repository = path.dirname(path.resolve(webui));
export const kit = path.join(webui, 'kit/index.ts');

/** Where the built pages go; the C++ build embeds every directory in it. */
export const outputRoot = path.resolve(process.env.BATON_WEB_OUT || path.join(repository, 'build/web'));

/** What is built: the shell, and each action that brings a page (`actions/<name>/ui/main.tsx` or `.ts`). */
export function bundles() {
    const actions = path.join(repository, 'actions');
    const pages = readdirSync(actions).flatMap((name) => {
        const ui = path.join(actions, name, 'ui');
        const entry = ['main.tsx', 'main.ts'].map((file) => path.join(ui, file)).find((file) => existsSync(file));
        return entry ? [{ name, entry, output: 'main', locales: path.join(ui, 'locales'), pages: null, icon: null }] : [];
    });
    const shell = {
        name: 'shell',
        entry: path.join(webui, 'shell/main.ts'),
        output: 'shell',
        locales: path.join(webui, 'locales'),
        pages: path.join(webui, 'pages'),
        icon: path.join(webui, 'shell/icon.svg'),
    };
    return [shell, ...pages];
}

// decision 0021
/**
 * Lets sources outside `webui/` (the actions' pages) import the packages installed here, and the kit by its public name.
 * A workspace per action would do the same with a node_modules folder in every one of them.
 */
export function resolveFromWorkspace() {
    return {
        name: 'baton-workspace',
        enforce: 'pre',
        async resolveId(source, importer, options) {
            if (source === '@baton/kit') return kit;
            const bare = /^[@\w]/.test(source) && !path.isAbsolute(source);
            if (!bare || !importer || importer.startsWith(webui)) return null;
            return this.resolve(source, path.join(webui, 'package.json'), { ...options, skipSelf: true });
        },
    };
}
