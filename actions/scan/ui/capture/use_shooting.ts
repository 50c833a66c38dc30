import { fileOfStill, type Host, type Viewfinder } from '@baton/kit';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptureViewProps } from './capture_props';
import { shotOfFile, thumbnailOf } from './file_shots';
import type { FrameGrabber } from './frame_grabber';
import type { Seen } from './use_sights';

export interface Shooting {
    /** Address of a small picture of the last page; empty before there is one. */
    readonly thumbnail: string;
    readonly full: boolean;
    /** Takes a page; tells whether it did. */
    readonly shoot: (view: Viewfinder, grabber: FrameGrabber | null, seen: Seen | null, automatic: boolean) => Promise<boolean>;
    readonly addFiles: (files: readonly File[]) => void;
}

/** Hands pages on, one after another, never more than there may be. */
export function useShooting({ host, pageCount, limit, onShot }: Pick<CaptureViewProps, 'pageCount' | 'limit' | 'onShot'> & { host: Pick<Host, 't' | 'announce'> }): Shooting {
    const [thumbnail, setThumbnail] = useState('');
    // The count that comes from above is late by a moment; several files come within one.
    const count = useRef(pageCount);
    useEffect(() => void (count.current = pageCount), [pageCount]);
    const { t } = host;

    const added = () => {
        count.current += 1;
        host.announce(t(count.current < limit ? 'capture.added' : 'capture.added_last', { n: count.current, limit }));
    };
    const shoot: Shooting['shoot'] = async (view, grabber, seen, automatic) => {
        if (count.current >= limit) return false;
        const still = await view.take();
        if (!still) return false;
        setThumbnail(grabber?.thumbnail() ?? '');
        const file = fileOfStill(still, `page-${count.current + 1}`);
        added();
        onShot(file, { name: file.name, source: 'camera', automatic, outline: seen?.sight.outline ?? null });
        return true;
    };
    const addFiles = (files: readonly File[]) => {
        const room = Math.max(0, limit - count.current);
        for (const file of files.slice(0, room)) {
            added();
            onShot(file, shotOfFile(file));
        }
        if (files.length > room) host.announce(t('capture.too_many', { n: room, limit }));
        const last = files[Math.min(files.length, room) - 1];
        if (last) void thumbnailOf(last).then(setThumbnail);
    };
    return { thumbnail, full: pageCount >= limit, shoot, addFiles };
}
