import { formatLimit } from '../format';
import type { Host } from '../host';
import { Notice } from '../parts/notice';

interface ProblemNoticeProps {
    host: Pick<Host, 't' | 'locale' | 'session'>;
    /** A `SendProblem`, or one that only the action knows. */
    problem: string;
}

/** Why something was not sent and what helps, in the action's words: `problem.<problem>.title` and `.text`, which may use `{limit}`. */
export function ProblemNotice({ host, problem }: ProblemNoticeProps) {
    const { t } = host;
    const limit = formatLimit(host.session.limits.max_file_bytes, host.locale);
    return (
        <Notice tone="error" icon={problem === 'network' ? 'offline' : 'error'} title={t(`problem.${problem}.title`)}>
            {t(`problem.${problem}.text`, { limit })}
        </Notice>
    );
}
