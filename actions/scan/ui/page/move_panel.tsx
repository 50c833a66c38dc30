import { Button } from '@baton/kit';
import type { Page } from '../model/page';
import { placeOf, type Place } from '../model/work';
import { digits } from '../parts/numbers';
import { ToolButton } from '../parts/tool_button';
import type { Scan } from '../scan';
import { PanelFrame } from './panel_frame';

/** Another place for a page: step by step, or straight to a number or document. */
export function MovePanel({ scan, page }: { scan: Scan; page: Page }) {
    const { host, options, state } = scan;
    const { t } = host;
    const { documents } = state.work;
    const { document, at } = placeOf(state.work, page.key) ?? { document: 0, at: 0 };
    const length = documents[document]?.length ?? 1;
    const close = () => scan.dispatch({ type: 'show', view: { screen: 'page', key: page.key, panel: null } });
    const move = (place: Place) => {
        scan.dispatch({ type: 'move', key: page.key, place });
        const now = placeOf(scan.state.work, page.key) ?? place;
        const words = { n: digits(host, now.at + 1), document: digits(host, now.document + 1) };
        host.announce(t(now.document === document ? 'said.moved' : 'said.moved_document', words));
    };
    const toDocument = (index: number) => {
        if (index === documents.length) scan.dispatch({ type: 'add_document' });
        move({ document: index, at: documents[index]?.length ?? 0 });
    };
    const alone = length === 1;
    const mayAdd = options.several && !alone && documents.at(-1)?.length !== 0;
    return (
        <PanelFrame title={t('move.title')} onClose={close}>
            <div class="move-row">
                <ToolButton icon="earlier" label={t('move.earlier')} idle={at === 0} onClick={() => move({ document, at: at - 1 })} />
                <label class="field">
                    <span>{t('move.position')}</span>
                    <select value={at} onChange={(event) => move({ document, at: Number(event.currentTarget.value) })}>
                        {Array.from({ length }, (_, index) => (
                            <option key={index} value={index}>
                                {digits(host, index + 1)}
                            </option>
                        ))}
                    </select>
                </label>
                <ToolButton icon="later" label={t('move.later')} idle={at === length - 1} onClick={() => move({ document, at: at + 1 })} />
            </div>
            {options.several && (
                <label class="field">
                    <span>{t('move.document')}</span>
                    <select value={document} onChange={(event) => toDocument(Number(event.currentTarget.value))}>
                        {documents.map((_, index) => (
                            <option key={index} value={index}>
                                {t('documents.name', { n: digits(host, index + 1) })}
                            </option>
                        ))}
                        {mayAdd && <option value={documents.length}>{t('move.new_document')}</option>}
                    </select>
                </label>
            )}
            <Button onClick={close}>{t('panel.done')}</Button>
        </PanelFrame>
    );
}
