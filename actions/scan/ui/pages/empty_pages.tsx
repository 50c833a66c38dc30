import type { Host } from '@baton/kit';

/** A sheet in the corners of a viewfinder, drawn by the style sheet, and what makes a good picture. */
export function EmptyPages({ host: { t } }: { host: Pick<Host, 't'> }) {
    return (
        <div class="stage empty-stage">
            <div class="viewfinder">
                <span class="empty-sheet" aria-hidden="true">
                    <span />
                    <span />
                    <span />
                    <span />
                </span>
            </div>
            <p class="empty-hint">{t('empty.hint')}</p>
        </div>
    );
}
