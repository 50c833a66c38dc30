import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

interface NoticeProps {
    tone: 'info' | 'warning' | 'error';
    icon?: IconName;
    title: string;
    children?: ComponentChildren;
}

/** A message inside a screen. Errors are read out as soon as they appear; for the others call `host.announce` as well. */
export function Notice({ tone, icon, title, children }: NoticeProps) {
    return (
        <div class={`notice notice-${tone}`} {...(tone === 'error' ? { role: 'alert' } : {})}>
            <Icon name={icon ?? 'error'} />
            <div>
                <strong>{title}</strong>
                {children}
            </div>
        </div>
    );
}
