import type { Host, PendingFile, StoredFile } from '@baton/kit';
import { expect, it } from 'vitest';
import { firstState } from './first_state';

const stored: StoredFile = { key: 'photo', size: 7, sha256: 'a', content_type: 'image/jpeg' };
const pending: PendingFile = { blob: new Blob(['four']), name: 'a.jpg', sending: false };
const host = (...files: StoredFile[]) => ({ session: { files }, fileUrl: (key: string) => `/files/${key}` }) as unknown as Host;

it('begins with the choice', () => {
    expect(firstState(host(), null)).toEqual({ screen: 'choose' });
    expect(firstState(host({ ...stored, key: 'other' }), null)).toEqual({ screen: 'choose' });
});

it('shows what the server has', () => {
    const picture = { file: null, uploaded: true, url: '/files/photo', name: '', size: 7 };
    expect(firstState(host(stored), null)).toEqual({ screen: 'preview', picture, visible: true });
});

it('shows what waits on the phone, which is newer', () => {
    expect(firstState(host(stored), pending)).toMatchObject({
        screen: 'preview',
        picture: { file: pending.blob, uploaded: false, name: 'a.jpg', size: 4 },
    });
});

it('goes on sending what was on its way', () => {
    expect(firstState(host(), { ...pending, sending: true })).toMatchObject({ screen: 'sending', sent: 0, picture: { uploaded: false } });
});
