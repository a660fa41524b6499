import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

interface BandProps {
  /** `accent`: the answer to something that was asked, no trouble */
  tone: 'bad' | 'warn' | 'accent';
  dismiss?: string;
  onDismiss?: () => void;
  children: ReactNode;
}

/** One line of trouble, or of what came of an act, under the status bar. It pushes the page down rather than cover any of it. */
export function Band({ tone, dismiss, onDismiss, children }: BandProps) {
  return (
    <p className={`band tone-${tone}`}>
      <Icon name={tone === 'accent' ? 'link' : 'alert'} />
      <span>{children}</span>
      {onDismiss && (
        <button type="button" className="plain" onClick={onDismiss}>
          {dismiss}
        </button>
      )}
    </p>
  );
}
