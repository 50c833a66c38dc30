import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

interface NoticeProps {
    tone: 'info' | 'warning' | 'error';
    icon?: IconName;
    title: string;
    children?: ComponentChildren;
}

/** A message inside a screen. `alert` for errors: it is read out as soon as it appears. */
export function Notice({ tone, icon, title, children }: NoticeProps) {
    return (
        <div class={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
            <Icon name={icon ?? 'error'} />
            <div>
                <strong>{title}</strong>
                {children}
            </div>
        </div>
    );
}
