import type { Facing } from '../camera';
import type { Host } from '../host';
import { Button, FileButton } from '../parts/button';

interface FileButtonsProps {
    host: Pick<Host, 't'>;
    /** String keys: the words differ before and after the first picture. */
    takeKey: string;
    pickKey: string;
    /** True if one of them is what the person needs next. */
    primary: boolean;
    /** The camera that the phone's camera app should begin with. */
    facing: Facing;
    onFile: (file: File) => void;
    /** Lets several files be picked at once; `onFile` is called for each. */
    multiple?: boolean;
    /** Opens the live camera of the page; without it the phone's own camera app is asked, where there is one. */
    onCamera?: (() => void) | undefined;
}

/** `image/*` opens the gallery on phones; the extensions are for desktops that know no media type for HEIC or AVIF. */
export const anyPicture = 'image/*,.heic,.heif,.avif';

let hadTouchScreen = false;

/**
 * A device without a touch screen has no camera app that a file input could open. One that had one keeps it: a button is
 * not to vanish under a finger because the browser counts its pointers anew.
 */
export const hasCameraApp = () => (hadTouchScreen ||= matchMedia('(any-pointer: coarse)').matches);

/** Camera and gallery; only the latter where there is no camera. */
export function FileButtons({ host, takeKey, pickKey, primary, facing, onFile, multiple = false, onCamera }: FileButtonsProps) {
    const app = !onCamera && hasCameraApp();
    const look = primary ? 'primary' : 'secondary';
    return (
        <>
            {onCamera && (
                <Button look={look} icon="camera" onClick={onCamera}>
                    {host.t(takeKey)}
                </Button>
            )}
            {app && (
                <FileButton look={look} icon="camera" accept="image/*" capture={facing} onFile={onFile}>
                    {host.t(takeKey)}
                </FileButton>
            )}
            <FileButton look={onCamera || app ? 'secondary' : look} icon="picture" accept={anyPicture} onFile={onFile} multiple={multiple}>
                {host.t(pickKey)}
            </FileButton>
        </>
    );
}
