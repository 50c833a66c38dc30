import type { SessionInfo } from '@baton/kit';
import { expect, it } from 'vitest';
import { optionsOf } from './options';

const session = (options: Record<string, unknown>) => ({ options, limits: { max_files: 50 } }) as unknown as SessionInfo;

it('reads what the server sends', () => {
    expect(optionsOf(session({ document_mode: 'single', mode: 'auto', quality: 'warn' }))).toEqual({
        several: false,
        mode: 'auto',
        quality: 'warn',
        mostPages: 50,
    });
    expect(optionsOf(session({ document_mode: 'multi', mode: 'bw', quality: 'block' }))).toEqual({
        several: true,
        mode: 'bw',
        quality: 'block',
        mostPages: 50,
    });
});
