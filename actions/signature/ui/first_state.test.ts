import type { Host, PendingFile, StoredFile } from '@baton/kit';
import { expect, it } from 'vitest';
import type { Work } from './draft/draft';
import { firstState } from './first_state';
import type { SignatureOptions } from './options';
import { emptyDrawing, withStroke } from './strokes/drawing';

const options: SignatureOptions = { methods: ['draw', 'type', 'upload'], minInk: 60, signerName: '', ink: '#14285a' };
const drawing = withStroke(emptyDrawing, [{ x: 1, y: 2, t: 0, p: 0.5 }], { width: 300, height: 200 }, 0);
const work: Work = { method: 'type', text: 'Anna', face: 'vibes', drawing };
const stored: StoredFile = { key: 'signature', size: 7, sha256: 'a', content_type: 'image/jpeg' };
const pending: PendingFile = { blob: new Blob(['four']), name: 'a.jpg', sending: false };
const host = (...files: StoredFile[]) => ({ session: { files }, fileUrl: (key: string) => `/files/${key}` }) as unknown as Host;

it('begins empty, with the first method and the name that the backend knows', () => {
    expect(firstState(host(), options, null, null)).toMatchObject({
        screen: 'sign',
        method: 'draw',
        text: '',
        drawing: emptyDrawing,
        upload: null,
    });
    expect(firstState(host(), { ...options, methods: ['upload'], signerName: 'Anna Müller' }, null, null)).toMatchObject({
        method: 'upload',
        text: 'Anna Müller',
    });
});

it('proposes no more of a long name than can be sent, and no half letters', () => {
    expect(firstState(host(), { ...options, signerName: '𝒜'.repeat(100) }, null, null).text).toBe('𝒜'.repeat(60));
});

it('goes on with what was made before', () => {
    expect(firstState(host(), options, work, null)).toMatchObject({ method: 'type', text: 'Anna', face: 'vibes', drawing });
    expect(firstState(host(), { ...options, methods: ['draw'] }, work, null)).toMatchObject({ method: 'draw', drawing });
});

it('shows the picture that waits on the phone, or the one that the server has', () => {
    expect(firstState(host(stored), options, null, pending).upload?.picture).toMatchObject({ file: pending.blob, uploaded: false });
    expect(firstState(host(stored), options, null, null).upload?.picture).toMatchObject({
        file: null,
        uploaded: true,
        url: '/files/signature',
    });
    expect(firstState(host({ ...stored, key: 'other' }), options, null, null).upload).toBeNull();
});

it('goes on sending a picture that was on its way', () => {
    expect(firstState(host(), options, work, { ...pending, sending: true })).toMatchObject({ screen: 'sending', method: 'upload' });
    expect(firstState(host(), { ...options, methods: ['draw'] }, null, { ...pending, sending: true })).toMatchObject({
        screen: 'sign',
        method: 'draw',
    });
});
