import type { FigureView } from '../../../bridge/protocol/floor.ts';
import { words } from '../pages/floor/words.ts';

/** A figure never stands without how it was made. */
export function Formula({ figure }: { figure: FigureView }) {
  const { numerator, denominator, asOf, period } = figure;
  return (
    <dl className="formula">
      <dt>{words.figures.formula}</dt>
      <dd>{figure.formula}</dd>
      {denominator !== null && (
        <>
          <dt>{words.figures.population}</dt>
          <dd>{words.figures.ratio(numerator === null ? '—' : String(numerator), String(denominator))}</dd>
        </>
      )}
      <dt>{words.figures.exclusions}</dt>
      <dd>{figure.exclusions || '—'}</dd>
      <dt>{words.figures.basis}</dt>
      <dd>{figure.basis}</dd>
      <dt>{words.figures.period}</dt>
      <dd>
        {shortTime(period.from)} — {shortTime(period.to)}
      </dd>
      {asOf !== null && (
        <>
          <dt>{words.figures.asOf}</dt>
          <dd>{words.figures.position(asOf.stream, asOf.epoch, asOf.position)}</dd>
        </>
      )}
    </dl>
  );
}

/** 2026-11-24T12:00:00.000+08:00 → 11-24 12:00 */
function shortTime(iso: string): string {
  const found = /^\d{4}-(\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso);
  return found ? [found[1], found[2]].filter(Boolean).join(' ') : iso;
}
