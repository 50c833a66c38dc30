import './signature.css';
import { hasCamera, savedDraft, type Host, type Unmount } from '@baton/kit';
import { render } from 'preact';
import { isDraft, workOf } from './draft/draft';
import { firstState } from './first_state';
import { optionsOf } from './options';
import { SignaturePage } from './signature_page';
import { pictureKey } from './submission';

export async function mount(root: HTMLElement, host: Host): Promise<Unmount> {
    const options = optionsOf(host.session);
    const [live, pending, draft] = await Promise.all([hasCamera(), host.pending(pictureKey), savedDraft(host, isDraft)]);
    render(<SignaturePage host={host} options={options} live={live} first={firstState(host, options, workOf(draft), pending)} />, root);
    return () => render(null, root);
}
