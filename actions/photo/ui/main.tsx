import './photo.css';
import { hasCamera, type Host, type Unmount } from '@baton/kit';
import { render } from 'preact';
import { firstState, photoKey } from './first_state';
import { PhotoPage } from './photo_page';

export async function mount(root: HTMLElement, host: Host): Promise<Unmount> {
    const [live, pending] = await Promise.all([hasCamera(), host.pending(photoKey)]);
    render(<PhotoPage host={host} live={live} first={firstState(host, pending)} />, root);
    return () => render(null, root);
}
