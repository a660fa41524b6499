import type { ReactNode } from 'react';
import type { Me } from '../../../bridge/protocol/desk.ts';
import type { PageName } from '../pages/choose-page.ts';
import { signOut } from '../session.ts';
import { Icon } from './icons.tsx';
import './page-head.css';
import { PageLinks } from './page-links.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { sharedWords } from './words.ts';

/** The head of a page that is not live: its name, what stands beside it, and the ways out. */
export function PageHead({ me, page, children }: { me: Me; page: PageName; children?: ReactNode }) {
  return (
    <header className="status-bar">
      <h1 className="page-title">
        {sharedWords.pages[page]} <small>{me.unitName}</small>
      </h1>
      {children}
      <span className="spring" />
      <span className="who">{me.name}</span>
      <PageLinks me={me} current={page} />
      <ThemeSwitch />
      <button
        type="button"
        className="quiet"
        title={sharedWords.leave}
        aria-label={sharedWords.leave}
        onClick={() => void signOut()}
      >
        <Icon name="power" />
      </button>
    </header>
  );
}
