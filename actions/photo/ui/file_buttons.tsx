import { FileButton, type Host } from '@baton/kit';

interface FileButtonsProps {
    host: Host;
    /** String keys: the words differ before and after the first picture. */
    takeKey: string;
    pickKey: string;
    /** True if one of them is what the person needs next. */
    primary: boolean;
    onFile: (file: File) => void;
}

/** `image/*` opens the gallery on phones; the extensions are for desktops that know no media type for HEIC. */
const anyPicture = 'image/*,.heic,.heif';

/** A device without a touch screen has no camera app that a file input could open. */
export const hasCameraApp = () => matchMedia('(any-pointer: coarse)').matches;

/** Camera and gallery; only the latter where there is no camera app. */
export function FileButtons({ host, takeKey, pickKey, primary, onFile }: FileButtonsProps) {
    const camera = hasCameraApp();
    const capture = host.session.options['facing'] === 'user' ? 'user' : 'environment';
    return (
        <>
            {camera && (
                <FileButton look={primary ? 'primary' : 'secondary'} icon="camera" accept="image/*" capture={capture} onFile={onFile}>
                    {host.t(takeKey)}
                </FileButton>
            )}
            <FileButton look={primary && !camera ? 'primary' : 'secondary'} icon="picture" accept={anyPicture} onFile={onFile}>
                {host.t(pickKey)}
            </FileButton>
        </>
    );
}
