import { Button } from '@baton/kit';
import { modes, parametersOf, type Mode, type Page } from '../model/page';
import { inspected } from '../model/picture_state';
import { pagesOf } from '../model/work';
import { PanelFrame } from '../page/panel_frame';
import { usePreview } from '../previews/use_preview';
import type { Scan } from '../scan';

/** Pixels; a card is a fifth of the display. */
const filterSide = 200;

/** How the page is cleaned up, each way with a small picture of the result. */
export function FilterPanel({ scan, page }: { scan: Scan; page: Page }) {
    const { host, state } = scan;
    const { t } = host;
    const close = () => scan.dispatch({ type: 'show', view: { screen: 'page', key: page.key, panel: null } });
    const choose = (mode: Mode) => {
        scan.dispatch({ type: 'change', key: page.key, to: { mode } });
        host.announce(t('said.filter', { filter: t(`filter.${mode}`) }));
    };
    const others = pagesOf(state.work).some(({ mode }) => mode !== page.mode);
    const toAll = () => {
        scan.dispatch({ type: 'mode_of_all', mode: page.mode });
        host.announce(t('said.filter_all', { filter: t(`filter.${page.mode}`) }));
    };
    return (
        <PanelFrame title={t('filter.title')} onClose={close}>
            <div class="filters" role="radiogroup" aria-label={t('filter.title')}>
                {modes.map((mode) => (
                    <label key={mode} class="filter">
                        <input
                            type="radio"
                            class="visually-hidden"
                            name="filter"
                            checked={mode === page.mode}
                            onChange={() => choose(mode)}
                        />
                        <FilterPicture scan={scan} page={page} mode={mode} />
                        <span>{t(`filter.${mode}`)}</span>
                    </label>
                ))}
            </div>
            <div class="panel-actions">
                {pagesOf(state.work).length > 1 && (
                    <Button look="secondary" idle={!others} onClick={toAll}>
                        {t('filter.all')}
                    </Button>
                )}
                <Button onClick={close}>{t('panel.done')}</Button>
            </div>
        </PanelFrame>
    );
}

function FilterPicture({ scan, page, mode }: { scan: Scan; page: Page; mode: Mode }) {
    const inspection = inspected(scan.state.pictures, page.key);
    const preview = usePreview(scan.previews, inspection ? parametersOf({ ...page, mode }, inspection) : null, filterSide);
    return <span class="filter-picture">{preview ? <img src={preview.url} alt="" /> : <span class="filter-wait" />}</span>;
}
