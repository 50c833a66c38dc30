import type { ComponentChildren } from 'preact';
import { Icon } from '@baton/kit';
import { useRef } from 'preact/hooks';
import type { Region } from '../model/inspection';
import { parametersOf, rotationOf, type Page, type PageParameters } from '../model/page';
import { inspected } from '../model/picture_state';
import type { Scan } from '../scan';
import { ontoPreview } from './onto_preview';
import type { Preview } from './preview_cache';
import { RegionOutline } from './region_outline';
import { usePreview } from './use_preview';

interface PagePictureProps {
    scan: Scan;
    page: Page;
    /** Longest side, pixels. */
    side: number;
    alt: string;
    /** A part of the original to be outlined. */
    region?: Region | null;
    /** In place of the picture while there is none. */
    children?: ComponentChildren;
}

interface Shown {
    readonly preview: Preview;
    /** That it was made with. */
    readonly parameters: PageParameters;
}

/** A page as it will be, or until the server has made that, as far as this phone can show it. */
export function PagePicture({ scan, page, side, alt, region, children }: PagePictureProps) {
    const inspection = inspected(scan.state.pictures, page.key);
    const parameters = inspection && !page.refused ? parametersOf(page, inspection) : null;
    const preview = usePreview(scan.previews, parameters, side);
    // The old look of the page stays until the new one is there: no flicker between two filters.
    const last = useRef<Shown | null>(null);
    if (preview && parameters) last.current = { preview, parameters };
    if (inspection && last.current?.parameters.key === page.key) {
        const shown = last.current;
        const box = region ? ontoPreview(region, shown.parameters, inspection, shown.preview) : null;
        return (
            <>
                <img class="page-picture" src={shown.preview.url} alt={alt} draggable={false} onError={() => (last.current = null)} />
                {box && <RegionOutline host={scan.host} box={box} preview={shown.preview} />}
            </>
        );
    }
    const thumbnail = scan.thumbnails.url(page.key);
    if (thumbnail) {
        return (
            <img class={`page-picture page-picture-turned-${rotationOf(page, inspection)}`} src={thumbnail} alt={alt} draggable={false} />
        );
    }
    return (
        <span class="page-picture-none" {...(alt ? { role: 'img', 'aria-label': alt } : {})}>
            {children ?? <Icon name="picture" />}
        </span>
    );
}
