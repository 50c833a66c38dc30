import { anyPicture, FileButton, type Host } from '@baton/kit';

interface PickPagesProps {
    host: Pick<Host, 't'>;
    primary: boolean;
    /** True if there are pages already. */
    more: boolean;
    onFile: (file: File) => void;
}

/** Pages that are on the phone already: several at once. */
export function PickPages({ host, primary, more, onFile }: PickPagesProps) {
    return (
        <FileButton look={primary ? 'primary' : 'secondary'} icon="picture" accept={anyPicture} multiple onFile={onFile}>
            {host.t(more ? 'pick.more' : 'pick')}
        </FileButton>
    );
}
