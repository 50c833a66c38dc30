interface ProgressProps {
    label: string;
    /** 0…1; null while the length of the work is not known. */
    fraction: number | null;
    /** Shown below the bar, at its start and end. */
    start: string;
    end?: string;
}

export function Progress({ label, fraction, start, end }: ProgressProps) {
    return (
        <div class="progress">
            {fraction === null ? <progress aria-label={label} /> : <progress aria-label={label} max={1} value={fraction} />}
            <div class="progress-text">
                <span>{start}</span>
                {end && <span>{end}</span>}
            </div>
        </div>
    );
}
