export type Strings = Readonly<Record<string, string>>;
export type Translate = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Looks a key up in each table in turn and fills in `{name}`; an unknown key or parameter stays as it is. */
export function translator(...tables: readonly Strings[]): Translate {
    return (key, params = {}) => {
        const text = tables.find((table) => key in table)?.[key] ?? key;
        return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
    };
}
