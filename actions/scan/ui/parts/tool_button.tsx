import { Icon, type IconName } from '@baton/kit';
import { ScanIcon, type ScanIconName } from './scan_icon';

interface ToolButtonProps {
    icon: ScanIconName | { readonly shell: IconName };
    label: string;
    /** True while it would lead nowhere. It can still be reached, so that the focus is not lost. */
    idle?: boolean;
    /** For one that opens a panel in place of the tools. */
    opens?: boolean;
    onClick: () => void;
}

/** A drawing with its word below. */
export function ToolButton({ icon, label, idle = false, opens = false, onClick }: ToolButtonProps) {
    const states = { ...(idle ? { 'aria-disabled': true } : {}), ...(opens ? { 'aria-expanded': false } : {}) };
    return (
        <button type="button" class="tool" {...states} onClick={() => !idle && onClick()}>
            {typeof icon === 'string' ? <ScanIcon name={icon} /> : <Icon name={icon.shell} />}
            <span>{label}</span>
        </button>
    );
}
