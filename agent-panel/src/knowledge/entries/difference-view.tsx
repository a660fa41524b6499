import type { Difference } from './difference.ts';
import type { Piece } from './text-diff.ts';
import { words } from './words.ts';

const SHOWN = 40;

const looks = {
  added: { word: words.differences.added, tone: 'good' },
  removed: { word: words.differences.removed, tone: 'bad' },
  changed: { word: words.differences.changed, tone: 'warn' },
} as const;

/** What differs between two contents, each place with a word for what was done to it. */
export function DifferenceView({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return <p className="soft">{words.differences.none}</p>;
  return (
    <div className="differences">
      <p className="soft">
        {words.differences.count(differences.length)}　{words.differences.legend}
      </p>
      {differences.map(({ key, name, kind, pieces }) => (
        <section key={key} className="difference">
          <h4>
            {name} <span className={`tag tone-${looks[kind].tone}`}>{looks[kind].word}</span>
          </h4>
          <p>
            {pieces.map((piece, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
              <PieceView key={at} piece={piece} first={at === 0} last={at === pieces.length - 1} />
            ))}
          </p>
        </section>
      ))}
    </div>
  );
}

/** Colour and line for the eye, a word for who listens. */
function PieceView({ piece: { kind, text }, first, last }: { piece: Piece; first: boolean; last: boolean }) {
  switch (kind) {
    case 'deleted':
      return (
        <del>
          <span className="unseen">{words.differences.deletedWord}</span>
          {text}
          <span className="unseen">{words.differences.end}</span>
        </del>
      );
    case 'inserted':
      return (
        <ins>
          <span className="unseen">{words.differences.insertedWord}</span>
          {text}
          <span className="unseen">{words.differences.end}</span>
        </ins>
      );
    case 'same':
      return <span>{shortened(text, first, last)}</span>;
    default:
      return kind satisfies never;
  }
}

/** A long text that stayed is told by its ends: what changed must not be looked for. */
function shortened(text: string, first: boolean, last: boolean): string {
  const left = text.length - (first ? 0 : SHOWN) - (last ? 0 : SHOWN);
  if (left <= SHOWN) return text;
  const head = first ? '' : text.slice(0, SHOWN);
  const tail = last ? '' : text.slice(-SHOWN);
  return `${head}${words.differences.same(left)}${tail}`;
}
