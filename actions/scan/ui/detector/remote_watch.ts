import type { Frame } from './frame';
import type { Answer, Question } from './worker_messages';

// decision 0081
/** A PageWatch in a worker. One question at a time. */
export class RemoteWatch {
    private readonly worker: Worker;
    private waiting: ((answer: Answer | null) => void) | null = null;

    /** Throws where the browser starts no worker. */
    constructor() {
        this.worker = new Worker(new URL('./worker.ts', import.meta.url));
        this.worker.onmessage = ({ data }: MessageEvent<Answer>) => this.answer(data);
        this.worker.onerror = () => this.answer(null);
    }

    /** What is seen in the frame; null if the worker has failed, and will for good. The frames' memory goes with them. */
    look(frame: Frame, patch: Frame | null, now: number): Promise<Answer | null> {
        const question: Question = { frame, patch, now };
        return new Promise((resolve) => {
            this.waiting = resolve;
            this.worker.postMessage(
                question,
                [frame, patch].flatMap((part) => (part ? [part.data.buffer as ArrayBuffer] : [])),
            );
        });
    }

    close(): void {
        this.worker.terminate();
        this.answer(null);
    }

    private answer(answer: Answer | null): void {
        this.waiting?.(answer);
        this.waiting = null;
    }
}
