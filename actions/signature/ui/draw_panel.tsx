import { Icon, IconButton, type Host } from '@baton/kit';
import { useLayoutEffect } from 'preact/hooks';
import type { SignatureOptions } from './options';
import { Pad } from './pad/pad';
import type { SignatureEvent } from './page_state';
import { shortcutOf, type DrawCommand } from './shortcut';
import { canClear, canRedo, canUndo, strokesOf, type Drawing } from './strokes/drawing';

interface DrawProps {
    host: Host;
    drawing: Drawing;
    dispatch: (event: SignatureEvent) => void;
}

/** Undo, redo and clear, by button and by key; each says what it has done. */
export function DrawTools({ host, drawing, dispatch }: DrawProps) {
    const { t } = host;
    const can: Readonly<Record<DrawCommand, boolean>> = { undo: canUndo(drawing), redo: canRedo(drawing), clear: canClear(drawing) };
    const run = (command: DrawCommand) => {
        // The stroke that is being drawn is none of the steps yet: what is shown would no longer be what is kept.
        if (document.querySelector('.pad[data-drawing]')) return;
        dispatch({ type: command });
        host.announce(t(`said.${command}`));
    };
    // At once: a second key may come before the next frame, and means what is shown by then.
    useLayoutEffect(() => {
        const pressed = (event: KeyboardEvent) => {
            const command = shortcutOf(event);
            if (!command) return;
            event.preventDefault();
            if (can[command]) run(command);
        };
        document.addEventListener('keydown', pressed);
        return () => document.removeEventListener('keydown', pressed);
    });
    return (
        <div class="sign-tools" role="group" aria-label={t('tools')}>
            {(['undo', 'redo', 'clear'] as const).map((command) => (
                <IconButton key={command} icon={command} label={t(`tools.${command}`)} idle={!can[command]} onClick={() => run(command)} />
            ))}
        </div>
    );
}

export function DrawPanel({ host, drawing, dispatch, options }: DrawProps & { options: SignatureOptions }) {
    const { t } = host;
    const empty = strokesOf(drawing).length === 0;
    const label = [
        t('pad.label'),
        t(empty ? 'pad.empty' : 'pad.inked'),
        ...(options.methods.includes('type') ? [t('pad.type_instead')] : []),
    ].join(' ');
    return (
        <Pad host={host} drawing={drawing} ink={options.ink} label={label} onDrawn={(next) => dispatch({ type: 'drawn', drawing: next })}>
            <div class="pad-guide" aria-hidden="true">
                <div class="pad-name" dir="auto">
                    {options.signerName}
                </div>
            </div>
            {empty && (
                <div class="pad-hint" aria-hidden="true">
                    <Icon name="pen" />
                    <span>{t('pad.hint')}</span>
                </div>
            )}
        </Pad>
    );
}
