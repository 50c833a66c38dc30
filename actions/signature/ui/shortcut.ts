export type DrawCommand = 'undo' | 'redo' | 'clear';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The keys of every drawing program: Ctrl or ⌘ with Z, Shift+Z, Y. */
export function shortcutOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): DrawCommand | null {
    if (altKey || ctrlKey === metaKey) return null;
    switch (key.toLowerCase()) {
        case 'z':
            return shiftKey ? 'redo' : 'undo';
        case 'y':
            return shiftKey ? null : 'redo';
        default:
            return null;
    }
}
