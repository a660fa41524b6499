import type { Me } from '../../../bridge/protocol/desk.ts';
import { type PageName, pagesFor } from '../pages/choose-page.ts';
import { sharedWords } from './words.ts';

/** The way to one's other page, for the few who have two. */
export function PageLinks({ me, current }: { me: Me; current: PageName }) {
  const others = pagesFor(me.rights).filter((page) => page !== current);
  return (
    <>
      {others.map((page) => (
        <a key={page} className="page-link" href={`#${page}`}>
          {sharedWords.pages[page]}
        </a>
      ))}
    </>
  );
}
