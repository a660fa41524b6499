import type { BatchRowView } from '../../../../bridge/protocol/knowledge.ts';
import { Icon } from '../../ui/icons.tsx';
import { outcomeLooks } from './outcome-looks.ts';
import { words } from './words.ts';

interface Props {
  rows: readonly BatchRowView[];
  /** of the delivery: what stands in front of every place is told once, above */
  file: string;
  linked: boolean;
}

/** Rows of a delivery: where each stands in the file, what became of it and why, and what is different now. */
export function RowTable({ rows, file, linked }: Props) {
  return (
    <table className="import-rows">
      <thead>
        <tr>
          <th scope="col">{words.row.outcome}</th>
          <th scope="col">{words.row.where}</th>
          <th scope="col">{words.row.title}</th>
          <th scope="col">{words.row.words}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.rowNo} row={row} file={file} linked={linked} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, file, linked }: { row: BatchRowView; file: string; linked: boolean }) {
  const { icon, tone } = outcomeLooks[row.outcome];
  const title = row.title || row.sourceId || '—';
  return (
    <tr>
      <td>
        <span className={`tag tone-${tone}`}>
          <Icon name={icon} size={13} /> {words.outcomes[row.outcome]}
        </span>
      </td>
      <td className="import-where">{placeIn(row.where, file)}</td>
      <td className="import-title">
        {linked && row.entryId !== null ? (
          <a href={`#knowledge/entries/${encodeURIComponent(row.entryId)}`}>{title}</a>
        ) : (
          title
        )}
        {row.sourceId !== '' && row.title !== '' && <small className="soft">{row.sourceId}</small>}
      </td>
      <td>
        {row.words}
        {row.code !== '' && <small className="soft import-code">{row.code}</small>}
        <Differences differences={row.differences} />
      </td>
    </tr>
  );
}

function placeIn(where: string, file: string): string {
  return where.startsWith(file) && where.length > file.length ? where.slice(file.length).trim() : where;
}

function Differences({ differences }: Pick<BatchRowView, 'differences'>) {
  if (differences.length === 0) return null;
  return (
    <details className="import-differences">
      <summary>{words.row.differences(differences.length)}</summary>
      <dl>
        {differences.map(({ field, name, before, after }) => (
          <div key={field}>
            <dt>{name}</dt>
            <dd>
              <span className="tag tone-soft">{words.row.before}</span> <del>{before || '—'}</del>
            </dd>
            <dd>
              <span className="tag tone-accent">{words.row.after}</span> <ins>{after || '—'}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
