import type { Plugin } from 'vite';

export interface Bundle {
    readonly name: string;
    readonly entry: string;
    readonly output: string;
    readonly locales: string;
    readonly pages: string | null;
    readonly icon: string | null;
}

export const webui: string;
export const repository: string;
export const kit: string;
export const outputRoot: string;
export function bundles(): Bundle[];
export function resolveFromWorkspace(): Plugin;
