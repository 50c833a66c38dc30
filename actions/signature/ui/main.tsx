import './signature.css';
import { hasCamera, type Host, type Unmount } from '@baton/kit';
import { render } from 'preact';
import { savedWork } from './draft/draft_keeper';
import { firstState } from './first_state';
import { optionsOf } from './options';
import { SignaturePage } from './signature_page';
import { pictureKey } from './submission';

export async function mount(root: HTMLElement, host: Host): Promise<Unmount> {
    const options = optionsOf(host.session);
    const [live, pending, work] = await Promise.all([hasCamera(), host.pending(pictureKey), savedWork(host)]);
    render(<SignaturePage host={host} options={options} live={live} first={firstState(host, options, work, pending)} />, root);
    return () => render(null, root);
}
