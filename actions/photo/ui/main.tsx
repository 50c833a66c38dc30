import './photo.css';
import type { Host, Unmount } from '@baton/kit';
import { render } from 'preact';
import { PhotoPage } from './photo_page';

export function mount(root: HTMLElement, host: Host): Unmount {
    render(<PhotoPage host={host} />, root);
    return () => render(null, root);
}
