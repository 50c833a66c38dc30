import './styles/index.css';
import { hasCamera, savedDraft, type Host, type Unmount } from '@baton/kit';
import { render } from 'preact';
import { isDraft } from './model/draft';
import { reconciled } from './model/reconcile';
import { emptyWork } from './model/work';
import { optionsOf } from './options';
import { Scan } from './scan';
import { ScanPage } from './scan_page';

export async function mount(root: HTMLElement, host: Host): Promise<Unmount> {
    const options = optionsOf(host.session);
    const [live, draft] = await Promise.all([hasCamera(), savedDraft(host, isDraft)]);
    const { work, stale } = reconciled(draft?.work ?? emptyWork(options.mode), host.session.files);
    const scan = new Scan(host, options, work);
    for (const key of stale) host.removeFile(key).catch(() => undefined);
    render(<ScanPage scan={scan} live={live} />, root);
    return () => {
        scan.close();
        render(null, root);
    };
}
