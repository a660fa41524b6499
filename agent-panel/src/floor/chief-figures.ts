import type { FigureView } from '../../../bridge/protocol/floor.ts';

/** What a supervisor looks at all day; the rest of the catalogue is one key away. */
const chief: ReadonlySet<string> = new Set([
  'n-in',
  'n-answered',
  'n-abandoned',
  'answer-rate-a',
  'in-time-rate-a',
  'abandon-rate',
  'mean-wait',
  'mean-contact',
  'mean-wrap-up',
  'n-records',
  'direct-rate',
]);

/** In the bridge's order. A catalogue that knows none of these is shown whole. */
export function chiefOf(figures: readonly FigureView[]): readonly FigureView[] {
  const found = figures.filter(({ id }) => chief.has(id));
  return found.length > 0 ? found : figures;
}
