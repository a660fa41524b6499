import type { Me } from '../../../bridge/protocol/desk.ts';
import { sharedWords } from './words.ts';

/** On every page of a demonstration, the sign-in too, so that nobody takes it for the city's data. */
export function DemoBanner({ me }: { me: Pick<Me, 'demo' | 'dataAsOf'> }) {
  if (!me.demo) return null;
  return (
    <div className="demo-banner" role="note">
      {sharedWords.demo}
      {me.dataAsOf !== null && <span> · {sharedWords.dataAsOf(me.dataAsOf)}</span>}
    </div>
  );
}

/** As the server wrote it into the page: nobody has signed in yet. */
export const servedFacts: Pick<Me, 'demo' | 'dataAsOf'> = {
  demo: meta('demo') === 'true',
  dataAsOf: meta('data-as-of') || null,
};

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}
