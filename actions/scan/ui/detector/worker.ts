// Runs in a worker of its own, so that the picture on the page stays fluent. A classic script once it is built: Safari
// before 15 and Firefox before 114 start no module workers.
import { PageWatch } from './page_watch';
import type { Answer, Question } from './worker_messages';

/** TypeScript's DOM library takes every script for one of a window. */
const scope = globalThis as unknown as { onmessage: ((event: MessageEvent<Question>) => void) | null; postMessage(answer: Answer): void };

const watch = new PageWatch();

scope.onmessage = ({ data: { frame, patch, now } }) => {
    const begun = performance.now();
    const sight = watch.look(frame, patch, now);
    scope.postMessage({ sight, cost: performance.now() - begun });
};
