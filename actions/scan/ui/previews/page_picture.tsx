import type { ComponentChildren } from 'preact';
import { Icon } from '@baton/kit';
import { useRef } from 'preact/hooks';
import { parametersOf, rotationOf, type Page } from '../model/page';
import { inspected } from '../model/picture_state';
import type { Scan } from '../scan';
import { usePreview } from './use_preview';

interface PagePictureProps {
    scan: Scan;
    page: Page;
    /** Longest side, pixels. */
    side: number;
    alt: string;
    /** In place of the picture while there is none. */
    children?: ComponentChildren;
}

/** A page as it will be, or until the server has made that, as far as this phone can show it. */
export function PagePicture({ scan, page, side, alt, children }: PagePictureProps) {
    const inspection = inspected(scan.state.pictures, page.key);
    const preview = usePreview(scan.previews, inspection && !page.refused ? parametersOf(page, inspection) : null, side);
    // The old look of the page stays until the new one is there: no flicker between two filters.
    const last = useRef<{ key: string; url: string } | null>(null);
    if (preview) last.current = { key: page.key, url: preview.url };
    if (last.current?.key === page.key) return <img class="page-picture" src={last.current.url} alt={alt} draggable={false} onError={() => (last.current = null)} />;
    const thumbnail = scan.thumbnails.url(page.key);
    if (thumbnail) return <img class={`page-picture page-picture-turned-${rotationOf(page, inspection)}`} src={thumbnail} alt={alt} draggable={false} />;
    return (
        <span class="page-picture-none" {...(alt ? { role: 'img', 'aria-label': alt } : {})}>
            {children ?? <Icon name="picture" />}
        </span>
    );
}
