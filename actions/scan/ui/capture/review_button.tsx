import { Icon, type Host } from '@baton/kit';
import { digits } from '../parts/numbers';

interface ReviewButtonProps {
    host: Pick<Host, 't' | 'locale'>;
    count: number;
    limit: number;
    /** Address of the last page's picture; empty if it cannot be drawn. */
    thumbnail: string;
    onReview: () => void;
}

/** The last page with the number of pages: the way to all of them. */
export function ReviewButton({ host, count, limit, thumbnail, onReview }: ReviewButtonProps) {
    return (
        <button type="button" class="capture-review" onClick={onReview}>
            <span class="visually-hidden">{host.t('capture.review', { n: digits(host, count), limit: digits(host, limit) })}</span>
            {/* The key makes it a new element, which shows that a page was added. */}
            <span class="capture-review-page" key={count}>
                {thumbnail ? <img src={thumbnail} alt="" /> : <Icon name="file" />}
            </span>
            <span class="capture-count" aria-hidden="true">
                {digits(host, count)}
            </span>
        </button>
    );
}
