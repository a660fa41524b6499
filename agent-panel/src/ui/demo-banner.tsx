import type { Me } from '../../../bridge/protocol/desk.ts';
import { sharedWords } from './words.ts';

/** On every page of a demonstration, so that nobody takes it for the city's data. */
export function DemoBanner({ me }: { me: Me }) {
  if (!me.demo) return null;
  return (
    <div className="demo-banner" role="note">
      {sharedWords.demo}
      {me.dataAsOf !== null && <span> · {sharedWords.dataAsOf(me.dataAsOf)}</span>}
    </div>
  );
}
