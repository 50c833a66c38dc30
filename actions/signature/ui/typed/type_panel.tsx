import type { Host } from '@baton/kit';
import { useEffect } from 'preact/hooks';
import type { SignatureEvent } from '../page_state';
import { facesFor, loadFaces, type Face } from './faces';
import { longestText } from './longest_text';
import { Written } from './written';

interface TypePanelProps {
    host: Host;
    text: string;
    face: Face;
    ink: string;
    /** Said of what is wrong with the text; its element is named by the field. */
    problemId: string | undefined;
    dispatch: (event: SignatureEvent) => void;
    onSend: () => void;
}

// Through a variable: a literal would be taken for a file to bundle.
const base = import.meta.url;
let loaded = false;

/** The name as text, and the handwriting that it is written in. */
export function TypePanel({ host, text, face, ink, problemId, dispatch, onSend }: TypePanelProps) {
    const { t } = host;
    useEffect(() => {
        if (!loaded) loadFaces(base);
        loaded = true;
    }, []);
    const submit = (event: Event) => {
        event.preventDefault();
        onSend();
    };
    return (
        <form class="typed" noValidate onSubmit={submit}>
            <label class="field">
                <span>{t('type.name')}</span>
                <input
                    type="text"
                    dir="auto"
                    value={text}
                    maxLength={longestText}
                    autocomplete="name"
                    autocapitalize="words"
                    enterkeyhint="send"
                    spellcheck={false}
                    {...(problemId ? { 'aria-invalid': true, 'aria-describedby': problemId } : {})}
                    onInput={(event) => dispatch({ type: 'typed', text: event.currentTarget.value })}
                />
            </label>
            <fieldset class="faces">
                <legend>{t('type.face')}</legend>
                {facesFor(text, host.locale).map((offered) => (
                    <label key={offered.id} class="face paper">
                        <input
                            type="radio"
                            name="face"
                            aria-label={offered.name}
                            checked={offered.id === face.id}
                            onChange={() => dispatch({ type: 'face', face: offered.id })}
                        />
                        <Written text={text.trim() || t('type.sample')} face={offered} ink={ink} />
                    </label>
                ))}
            </fieldset>
        </form>
    );
}
