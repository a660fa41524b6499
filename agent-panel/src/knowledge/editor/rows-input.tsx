import { Icon } from '../../ui/icons.tsx';
import { words } from '../entries/words.ts';
import type { Column, Row } from './form.ts';

interface Props {
  id: string;
  columns: readonly Column[];
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
}

/** A small table that is typed into, cell by cell. */
export function RowsInput({ id, columns, rows, onChange }: Props) {
  const write = (at: number, key: string, text: string) =>
    onChange(rows.map((row, n) => (n === at ? { ...row, [key]: text } : row)));
  const fresh = Object.fromEntries(columns.map(({ key }) => [key, '']));
  return (
    <div className="rows-input" id={id} tabIndex={-1}>
      {rows.length > 0 && (
        <table aria-labelledby={`${id}-name`}>
          <thead>
            <tr>
              {columns.map(({ key, label, needed }) => (
                <th key={key} scope="col">
                  {label}
                  {needed && '＊'}
                </th>
              ))}
              <th>
                <span className="unseen">{words.edit.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
              <tr key={at}>
                {columns.map(({ key, label }) => (
                  <td key={key}>
                    <input
                      type="text"
                      className="fill"
                      aria-label={`${words.edit.row(at + 1)} ${label}`}
                      value={row[key] ?? ''}
                      onChange={(event) => write(at, key, event.target.value)}
                    />
                  </td>
                ))}
                <td>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={`${words.edit.remove} ${words.edit.row(at + 1)}`}
                    title={words.edit.remove}
                    onClick={() => onChange(rows.filter((_, n) => n !== at))}
                  >
                    <Icon name="cross" size={14} />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" className="plain" onClick={() => onChange([...rows, fresh])}>
        {words.edit.add}
      </button>
    </div>
  );
}
