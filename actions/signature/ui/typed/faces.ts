import list from '../fonts.json';

/** A handwriting; see ../fonts.json. */
export interface Face {
    readonly id: string;
    /** As its maker calls it, in every language. */
    readonly name: string;
    /** ISO 15924: scripts in which it looks handwritten. */
    readonly scripts: readonly string[];
    readonly files: readonly { readonly file: string; readonly range: string }[];
}

export const faces: readonly Face[] = list;

/** Of the scripts that there are faces for; all others are tried in the Latin ones. */
const scripts: Readonly<Record<string, RegExp>> = { Arab: /\p{Script=Arabic}/u, Cyrl: /\p{Script=Cyrillic}/u };

function scriptOf(text: string, locale: string): string {
    const letter = /\p{L}/u.exec(text)?.[0];
    if (letter === undefined) return locale.startsWith('ar') ? 'Arab' : 'Latn';
    return Object.keys(scripts).find((script) => scripts[script]?.test(letter)) ?? 'Latn';
}

/** The faces that suit a text, by its first letter; without one, by the language of the page. */
export function facesFor(text: string, locale: string): readonly Face[] {
    const script = scriptOf(text, locale);
    return faces.filter((face) => face.scripts.includes(script));
}

/** The face that is shown as chosen: what the person chose, if it suits the text. Never undefined: there is one for each script. */
export function chosenFace(chosen: string, text: string, locale: string): Face {
    const offered = facesFor(text, locale);
    return (offered.find(({ id }) => id === chosen) ?? offered[0]) as Face;
}

export const familyOf = ({ id }: Pick<Face, 'id'>): string => `baton-${id}`;

/** Makes the faces known to the document, once; the browser then loads the files that a text needs. */
export function loadFaces(base: string): void {
    for (const face of faces) {
        for (const { file, range } of face.files)
            document.fonts.add(new FontFace(familyOf(face), `url("${new URL(file, base).href}")`, { unicodeRange: range }));
    }
}
