/** For waits of a second or two; longer ones deserve a Progress. */
export function Spinner({ label }: { label: string }) {
    return (
        <p class="loading" role="status">
            <span class="spinner" />
            <span>{label}</span>
        </p>
    );
}
