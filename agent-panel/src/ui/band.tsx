import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

interface BandProps {
  tone: 'bad' | 'warn';
  dismiss?: string;
  onDismiss?: () => void;
  children: ReactNode;
}

/** One line of trouble under the status bar. It pushes the page down rather than cover any of it. */
export function Band({ tone, dismiss, onDismiss, children }: BandProps) {
  return (
    <p className={`band tone-${tone}`}>
      <Icon name="alert" />
      <span>{children}</span>
      {onDismiss && (
        <button type="button" className="plain" onClick={onDismiss}>
          {dismiss}
        </button>
      )}
    </p>
  );
}
