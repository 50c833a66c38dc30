import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStream, type SessionEvent, type Source } from './events';

class FakeSource implements Source {
    readyState = 0;
    readonly listeners = new Map<string, (event: { data?: unknown }) => void>();
    readonly close = () => {
        this.readyState = 2;
    };
    addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
        this.listeners.set(type, listener);
    }
    emit(type: string, data?: string) {
        this.listeners.get(type)?.({ data });
    }
    refuse() {
        this.readyState = 2;
        this.emit('error');
    }
}

function fixture() {
    const sources: FakeSource[] = [];
    const seen: (SessionEvent | 'gap')[] = [];
    const open = (): FakeSource => {
        sources.push(new FakeSource());
        return sources[sources.length - 1] as FakeSource;
    };
    const stream = new EventStream(
        '/events',
        (event) => seen.push(event),
        () => seen.push('gap'),
        open,
    );
    return { stream, sources, seen };
}

describe('EventStream', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('passes events on', () => {
        const { stream, sources, seen } = fixture();
        stream.open();
        sources[0]?.emit('expiring', '{"expires_at":"b","server_time":"a"}');
        sources[0]?.emit('taken_over', '{}');
        expect(seen).toEqual([{ type: 'expiring', expires_at: 'b', server_time: 'a' }, { type: 'taken_over' }]);
    });

    it('leaves a lost connection to the browser', () => {
        const { stream, sources, seen } = fixture();
        stream.open();
        sources[0]?.emit('open');
        sources[0]?.emit('error');
        vi.advanceTimersByTime(60_000);
        expect([sources.length, seen]).toEqual([1, []]);
        sources[0]?.emit('open');
        expect(seen).toEqual(['gap']);
    });

    it('asks again after a refusal, with growing pauses', () => {
        const { stream, sources, seen } = fixture();
        stream.open();
        sources[0]?.refuse();
        vi.advanceTimersByTime(1_000);
        expect([sources.length, seen]).toEqual([2, ['gap']]);
        sources[1]?.refuse();
        vi.advanceTimersByTime(1_000);
        expect(sources.length).toBe(2);
        vi.advanceTimersByTime(1_000);
        expect(sources.length).toBe(3);
        sources[2]?.emit('open');
        sources[2]?.refuse();
        vi.advanceTimersByTime(1_000);
        expect(sources.length).toBe(4);
    });

    it('is silent once closed', () => {
        const { stream, sources } = fixture();
        stream.open();
        sources[0]?.refuse();
        stream.close();
        vi.advanceTimersByTime(60_000);
        expect(sources.length).toBe(1);
    });

    it('has one stream at a time', () => {
        const { stream, sources } = fixture();
        stream.open();
        stream.open();
        expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0]);
    });

    it('does without where the browser has no event streams', () => {
        const stream = new EventStream(
            '/events',
            () => undefined,
            () => undefined,
            () => null,
        );
        expect(() => stream.open()).not.toThrow();
    });
});
