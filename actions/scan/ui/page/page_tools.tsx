import { rotationOf, turned, type Page } from '../model/page';
import { inspected } from '../model/picture_state';
import { pagesOf, placeOf } from '../model/work';
import { digits } from '../parts/numbers';
import { ToolButton } from '../parts/tool_button';
import type { Scan } from '../scan';
import { insertAfter, retakePage } from './another_picture';
import { useEffect, useRef } from 'preact/hooks';

interface PageToolsProps {
    scan: Scan;
    page: Page;
}

/** Everything that can be done with a page. */
export function PageTools({ scan, page }: PageToolsProps) {
    const { host, state } = scan;
    const { t } = host;
    const { key } = page;
    // What the server does not have cannot be cropped: only it knows how large the picture is.
    const editable = !page.refused && inspected(state.pictures, key) !== null;
    const tools = useReturningFocus();
    const show = (panel: 'filter' | 'move') => scan.dispatch({ type: 'show', view: { screen: 'page', key, panel } });
    const turn = () => {
        scan.dispatch({ type: 'change', key, to: { rotation: turned(rotationOf(page, inspected(state.pictures, key)), 90) } });
        host.announce(t('said.turned'));
    };
    return (
        <div ref={tools} class="tools" role="group" aria-label={t('tools')}>
            <ToolButton
                icon="crop"
                label={t('tools.crop')}
                idle={!editable}
                onClick={() => scan.dispatch({ type: 'show', view: { screen: 'crop', key } })}
            />
            <ToolButton icon="filter" label={t('tools.filter')} idle={!editable} opens onClick={() => show('filter')} />
            <ToolButton icon="rotate" label={t('tools.turn')} idle={Boolean(page.refused)} onClick={turn} />
            <ToolButton icon="move" label={t('tools.move')} opens onClick={() => show('move')} />
            <ToolButton icon={{ shell: 'camera' }} label={t('tools.retake')} onClick={() => retakePage(scan, page)} />
            <ToolButton icon="insert" label={t('tools.insert')} idle={scan.room === 0} onClick={() => insertAfter(scan, page)} />
            <ToolButton icon={{ shell: 'clear' }} label={t('tools.delete')} onClick={() => remove(scan, page)} />
        </div>
    );
}

/** The page is gone, the next one takes its place; without any, the overview is shown, and there the way back as well. */
function remove(scan: Scan, page: Page): void {
    const { host, state } = scan;
    const place = placeOf(state.work, page.key);
    const all = pagesOf(state.work);
    const at = all.indexOf(page);
    const neighbour = all[at + 1] ?? all[at - 1];
    scan.dispatch({ type: 'delete', key: page.key });
    scan.dispatch({ type: 'show', view: { screen: 'pages', ...(neighbour ? { focus: neighbour.key } : {}) } });
    host.announce(`${host.t('said.deleted', { n: digits(host, (place?.at ?? 0) + 1) })} ${host.t('said.can_undo')}`);
}

/** The tool that has opened a panel gets the focus back when the panel is closed. */
function useReturningFocus() {
    const tools = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (document.activeElement === document.body)
            tools.current?.querySelector<HTMLElement>('.tool:not([aria-disabled])')?.focus({ preventScroll: true });
    }, []);
    return tools;
}
