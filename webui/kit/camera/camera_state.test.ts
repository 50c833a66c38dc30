import { expect, it } from 'vitest';
import { opposite, otherCamera, problemOf, type CameraPermission, type CameraProblem } from './camera_state';

it.each<[string, CameraPermission, CameraProblem]>([
    ['NotAllowedError', 'denied', 'denied'],
    ['NotAllowedError', 'unknown', 'denied'],
    ['NotAllowedError', 'prompt', 'dismissed'],
    ['SecurityError', 'unknown', 'denied'],
    ['NotFoundError', 'prompt', 'none'],
    ['OverconstrainedError', 'granted', 'none'],
    ['NotReadableError', 'granted', 'busy'],
    ['AbortError', 'granted', 'busy'],
    ['TypeError', 'granted', 'failed'],
])('takes %s with permission %s for %s', (name, permission, problem) => {
    expect(problemOf(name, permission)).toBe(problem);
});

it('goes round the cameras', () => {
    const cameras = ['a', 'b', 'c'].map((id) => ({ id, label: '' }));
    expect(otherCamera(cameras, 'a')?.id).toBe('b');
    expect(otherCamera(cameras, 'c')?.id).toBe('a');
    expect(otherCamera(cameras, 'gone')?.id).toBe('a');
    expect(otherCamera(cameras.slice(0, 1), 'a')).toBeUndefined();
    expect(otherCamera([], 'a')).toBeUndefined();
});

it('knows both sides of a phone', () => {
    expect([opposite('user'), opposite('environment')]).toEqual(['environment', 'user']);
});
