import { Button, FileButtons, ProblemNotice, Tabs, type Host, type IconName } from '@baton/kit';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DrawPanel, DrawTools } from './draw_panel';
import { needsDarkPaper, type Method, type SignatureOptions } from './options';
import { canSend, type Problem, type SignatureEvent, type SignatureState } from './page_state';
import { obstacle } from './submission';
import type { Face } from './typed/faces';
import { TypePanel } from './typed/type_panel';
import { UploadPanel } from './upload_panel';

interface SignScreenProps {
    host: Host;
    options: SignatureOptions;
    state: SignatureState;
    face: Face;
    /** False when the person comes back to it. */
    first: boolean;
    dispatch: (event: SignatureEvent) => void;
    onSend: () => void;
    onFile: (file: File) => void;
    onCamera: (() => void) | undefined;
}

const icons: Readonly<Record<Method, IconName>> = { draw: 'pen', type: 'keyboard', upload: 'picture' };
const panelId = 'sign-panel';
const problemId = 'sign-problem';
/** Those that are about what was typed. */
const textProblems: readonly (Problem | undefined)[] = ['no_text', 'letters'];

/** All ways to sign, one at a time, on one screen: what was made by the others waits behind its tab. */
export function SignScreen(props: SignScreenProps) {
    const { host, options, state, first, dispatch } = props;
    const { t } = host;
    const { method, drawing, problem } = state;
    const title = t(`title.${method}`);
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        if (!first) heading.current?.focus({ preventScroll: true });
        scrollTo(0, 0);
    }, []);
    useLayoutEffect(() => {
        document.title = title;
    }, [title]);
    const several = options.methods.length > 1;
    const role = several ? ({ role: 'tabpanel', 'aria-labelledby': `${panelId}-${method}` } as const) : {};
    return (
        <section class={`sign sign-${method} ${needsDarkPaper(options.ink) ? 'paper-dark' : ''}`}>
            {several && (
                <Tabs
                    label={t('methods')}
                    tabs={options.methods.map((id) => ({ id, label: t(`methods.${id}`), icon: icons[id] }))}
                    current={method}
                    panel={panelId}
                    onChange={(next) => dispatch({ type: 'method', method: next })}
                />
            )}
            <div class="sign-head">
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                {method === 'draw' && <DrawTools host={host} drawing={drawing} dispatch={dispatch} />}
            </div>
            <div class="sign-panel" id={panelId} {...role}>
                <Panel {...props} />
            </div>
            {problem && (
                <div id={problemId} class="sign-problem">
                    <ProblemNotice host={host} problem={problem} />
                </div>
            )}
            <div class="sign-foot actions">
                <Actions {...props} />
            </div>
        </section>
    );
}

function Panel({ host, options, state, face, dispatch, onSend }: SignScreenProps) {
    switch (state.method) {
        case 'draw':
            return <DrawPanel host={host} options={options} drawing={state.drawing} dispatch={dispatch} />;
        case 'type':
            return (
                <TypePanel
                    host={host}
                    text={state.text}
                    face={face}
                    ink={options.ink}
                    problemId={textProblems.includes(state.problem) ? problemId : undefined}
                    dispatch={dispatch}
                    onSend={onSend}
                />
            );
        case 'upload':
            return <UploadPanel host={host} state={state} onNotDrawn={() => dispatch({ type: 'not_drawn' })} />;
    }
}

function Actions({ host, options, state, onSend, onFile, onCamera }: SignScreenProps) {
    const { t } = host;
    const { method, upload, problem } = state;
    const missing = obstacle(state, options) !== undefined;
    const again = problem !== undefined && !missing;
    const send = canSend(state) && (
        <Button icon={again ? 'again' : 'send'} idle={missing} onClick={onSend}>
            {t(again ? 'send.again' : 'send')}
        </Button>
    );
    if (method !== 'upload') return send;
    return (
        <>
            {send}
            <FileButtons
                host={host}
                primary={!send}
                facing="environment"
                takeKey={upload ? 'upload.retake' : onCamera ? 'upload.open' : 'upload.take'}
                pickKey={upload ? 'upload.pick_other' : 'upload.pick'}
                onFile={onFile}
                onCamera={onCamera}
            />
        </>
    );
}
