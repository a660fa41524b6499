import { type ReactNode, useEffect, useRef } from 'react';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

interface Props {
  title: string;
  tags?: ReactNode;
  /** where closing leads */
  back?: string;
  /** what is in it scrolls by itself */
  bare?: boolean;
  children: ReactNode;
}

/** What is open beside the list: its name, the way out, and a body that begins at its beginning. */
export function PaneHead({ title, tags, back = addressOf('entries'), bare = false, children }: Props) {
  const body = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry is read from its beginning
  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [title]);
  return (
    <>
      <header className="entry-head">
        <a className="plain split-back" href={back}>
          <Icon name="back" size={14} /> {words.open.back}
        </a>
        <h2>{title}</h2>
        {tags}
        <span className="spring" />
        <a className="quiet" href={back} aria-label={`${words.open.close} Esc`}>
          <Icon name="cross" /> <kbd>Esc</kbd>
        </a>
      </header>
      {bare ? (
        children
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
        <section className="entry-body" ref={body} tabIndex={0} aria-label={words.open.part}>
          {children}
        </section>
      )}
    </>
  );
}
