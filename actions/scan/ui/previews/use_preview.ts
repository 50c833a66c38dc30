import { useEffect } from 'preact/hooks';
import { nameOf, type PageParameters } from '../model/page';
import type { Preview, PreviewCache } from './preview_cache';

/** The page as the server makes it; undefined until it is there. Null parameters: nothing is asked for. */
export function usePreview(cache: PreviewCache, parameters: PageParameters | null, side: number): Preview | undefined {
    useEffect(() => {
        if (!parameters) return undefined;
        cache.want(parameters, side);
        return () => cache.leave(parameters, side);
    }, [cache, parameters && nameOf(parameters), side]);
    return parameters ? cache.get(parameters, side) : undefined;
}
