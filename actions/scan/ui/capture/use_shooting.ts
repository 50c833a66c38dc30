import { fileOfStill, type Viewfinder } from '@baton/kit';
import { useEffect, useRef, useState } from 'preact/hooks';
import { digits } from '../parts/numbers';
import type { CaptureViewProps, ShotInfo } from './capture_props';
import { shotOfFile, thumbnailOf } from './file_shots';
import type { FrameGrabber } from './frame_grabber';
import type { Seen } from './use_sights';

export interface Shooting {
    /** Address of a small picture of the last page; empty before there is one. */
    readonly thumbnail: string;
    readonly full: boolean;
    /** True once a page was handed on. */
    readonly taken: boolean;
    /** Takes a page; tells whether it did. */
    readonly shoot: (view: Viewfinder, grabber: FrameGrabber | null, seen: Seen | null, automatic: boolean) => Promise<boolean>;
    readonly addFile: (file: File) => void;
}

type Props = Pick<CaptureViewProps, 'host' | 'pageCount' | 'limit' | 'replacing' | 'onShot'>;

/** Hands pages on, one after another, never more than there may be. */
export function useShooting({ host, pageCount, limit, replacing = false, onShot }: Props): Shooting {
    const [thumbnail, setThumbnail] = useState('');
    const [taken, setTaken] = useState(false);
    // The count that comes from above is late by a moment; several files come within one.
    const count = useRef(pageCount);
    useEffect(() => {
        count.current = pageCount;
    }, [pageCount]);
    const { t } = host;
    const isFull = (pages: number) => !replacing && pages >= limit;

    const hand = (blob: Blob, info: ShotInfo) => {
        if (!replacing) {
            count.current += 1;
            host.announce(t(isFull(count.current) ? 'capture.added_last' : 'capture.added', { n: digits(host, count.current) }));
        }
        setTaken(true);
        onShot(blob, info);
    };
    const shoot: Shooting['shoot'] = async (view, grabber, seen, automatic) => {
        if (isFull(count.current)) return false;
        const still = await view.take();
        if (!still) return false;
        setThumbnail(grabber?.thumbnail() ?? '');
        const file = fileOfStill(still, `page-${count.current + 1}`);
        hand(file, { name: file.name, source: 'camera', automatic, outline: seen?.sight.outline ?? null });
        return true;
    };
    const addFile = (file: File) => {
        if (isFull(count.current)) return host.announce(t('capture.too_many', { limit: digits(host, limit) }));
        hand(file, shotOfFile(file));
        void show(file, count.current);
    };
    const show = async (file: File, number: number) => {
        // Of files that come together only the last is drawn: each would be decoded at its full size.
        await Promise.resolve();
        if (number !== count.current) return;
        const address = await thumbnailOf(file);
        if (number === count.current) setThumbnail(address);
    };
    return { thumbnail, full: isFull(pageCount), taken, shoot, addFile };
}
