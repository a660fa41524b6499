import { useState } from 'react';
import type { z } from 'zod';
import { type entryAnswerSchema, versionAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { Compare } from './compare.tsx';
import { partsOf } from './content-parts.ts';
import { ContentView } from './content-view.tsx';
import { words } from './words.ts';

interface Props {
  view: z.infer<typeof entryAnswerSchema>;
  regionName: (code: string) => string;
}

/** All versions, newest first; any two of them compared, any one of them read. */
export function Versions({ view: { entry, versions }, regionName }: Props) {
  const { publishedRev, draft } = entry.standing;
  const revs = versions.map(({ rev }) => rev);
  const [newest = 0, previous = newest] = revs;
  const [pair, setPair] = useState({
    from: publishedRev !== null && publishedRev !== newest ? publishedRev : previous,
    to: newest,
  });
  const [read, setRead] = useState<number | null>(null);
  const { entryId } = entry;

  return (
    <div className="entry-versions">
      <ol className="version-list">
        {versions.map(({ rev, madeAt, authorName, reason }) => (
          <li key={rev}>
            <b>{words.versions.rev(rev)}</b>
            {rev === publishedRev && entry.standing.withdrawn === null && (
              <span className="tag tone-good">{words.versions.inUse}</span>
            )}
            {rev === draft?.rev && <span className="tag tone-accent">{words.versions.draft}</span>}
            <span className="soft">{words.versions.made(dayAndTime(madeAt, Date.now()), authorName)}</span>
            <span className="version-reason">{reason || words.versions.noReason}</span>
            <button
              type="button"
              className="plain"
              aria-expanded={read === rev}
              onClick={() => setRead(read === rev ? null : rev)}
            >
              {words.versions.read}
            </button>
          </li>
        ))}
      </ol>
      {read !== null && <OneVersion entryId={entryId} rev={read} regionName={regionName} />}
      {revs.length < 2 ? (
        <p className="soft">{words.versions.one}</p>
      ) : (
        <section>
          <p className="version-pair">
            <RevChoice
              label={words.versions.from}
              revs={revs}
              rev={pair.from}
              onChange={(from) => setPair({ ...pair, from })}
            />
            →
            <RevChoice
              label={words.versions.to}
              revs={revs}
              rev={pair.to}
              onChange={(to) => setPair({ ...pair, to })}
            />
          </p>
          <Compare entryId={entryId} from={pair.from} to={pair.to} regionName={regionName} />
        </section>
      )}
    </div>
  );
}

interface RevChoiceProps {
  label: string;
  revs: readonly number[];
  rev: number;
  onChange: (rev: number) => void;
}

function RevChoice({ label, revs, rev, onChange }: RevChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select className="fill" value={rev} onChange={(event) => onChange(Number(event.target.value))}>
        {revs.map((one) => (
          <option key={one} value={one}>
            {words.versions.rev(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface OneVersionProps {
  entryId: string;
  rev: number;
  regionName: (code: string) => string;
}

function OneVersion({ entryId, rev, regionName }: OneVersionProps) {
  const path = `knowledge/entries/${encodeURIComponent(entryId)}/versions/${rev}`;
  const { answer, again } = useAsked(path, versionAnswerSchema);
  if (answer === null) return <p className="soft late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const { content } = answer.value;
  return (
    <section className="one-version" aria-label={words.open.otherRev(rev)}>
      <ContentView content={content} parts={partsOf(content, regionName)} />
    </section>
  );
}
