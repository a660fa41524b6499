import type { EntryRowView } from '../../../../bridge/protocol/knowledge.ts';
import { sourceSystemNames } from '../../../../bridge/protocol/knowledge.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import type { Pages } from '../use-pages.ts';
import { StageTag } from './stage-tag.tsx';
import { kindNames, words } from './words.ts';

export const LIST_ID = 'entry-rows';

interface Props {
  pages: Pages<EntryRowView, { total: number }>;
  open: string | null;
  wished: boolean;
  onClear: () => void;
}

export function EntryList({ pages, open, wished, onClear }: Props) {
  const { head, rows, error, old } = pages;
  const total = head?.total ?? 0;
  return (
    <>
      <p className="split-note" role="status">
        {head !== null && words.total(rows.length, total)}
      </p>
      {error !== null && <Trouble error={error} onRetry={pages.again} />}
      <div className="split-rows" id={LIST_ID} data-old={old || undefined}>
        {head === null && error === null && <p className="split-note late">{words.loading}</p>}
        {rows.map((row) => (
          <Row key={row.entryId} row={row} open={row.entryId === open} />
        ))}
        {head !== null && rows.length === 0 && (
          <div className="nothing-here">
            <p>{wished ? words.nothing : words.empty}</p>
            <p>{wished ? words.nothingHint : words.emptyHint}</p>
            {wished && (
              <button type="button" className="act" onClick={onClear}>
                {words.clear}
              </button>
            )}
          </div>
        )}
        {rows.length < total && (
          <p className="split-more">
            <button type="button" className="act" onClick={pages.more}>
              {words.more(total - rows.length)}
            </button>
          </p>
        )}
      </div>
    </>
  );
}

function Row({ row, open }: { row: EntryRowView; open: boolean }) {
  const { standing, stage } = row;
  return (
    <a
      className="split-row"
      href={addressOf('entries', row.entryId)}
      data-row={row.entryId}
      aria-current={open || undefined}
    >
      <span className="split-row-title">{row.title || words.untitled}</span>
      <span className="split-row-facts">
        {stage !== null && <StageTag stage={stage} />}
        <span>{kindNames[row.kind]}</span>
        <span>{row.topic}</span>
        <span>{row.unitName}</span>
        {row.system !== 'desk' && <span>{sourceSystemNames[row.system]}</span>}
        {standing.reviewDueOn !== null && standing.draft === null && standing.withdrawn === null && (
          <span className={stage === 'review-due' ? 'tone-warn' : undefined}>
            {words.dueOn(standing.reviewDueOn)}
          </span>
        )}
        {row.withdrawOn !== null && <span className="tone-warn">{words.withdrawOn(row.withdrawOn)}</span>}
        <span>{words.updated(dayAndTime(row.updatedAt, Date.now()), row.updatedByName)}</span>
      </span>
    </a>
  );
}
