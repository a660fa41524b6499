import { useEffect, useState } from 'react';
import { browseAnswerSchema, publishedAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { words } from '../entries/words.ts';
import type { Column, Row } from './form.ts';
import { RowsInput } from './rows-input.tsx';

const columns: readonly Column[] = [
  { key: 'articleId', label: '政策条目', needed: true },
  { key: 'clauseNo', label: '条款', needed: true },
];
const REST_MS = 250;

interface Props {
  id: string;
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
}

/** 依据: found by the title of a policy in use and chosen from its clauses, or written by its number. */
export function BasisInput({ id, rows, onChange }: Props) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<{ entryId: string; title: string } | null>(null);
  return (
    <div className="basis-input">
      <RowsInput id={id} columns={columns} rows={rows} onChange={onChange} />
      <div className="basis-find">
        <input
          type="search"
          className="fill"
          aria-label={words.edit.findBasis}
          placeholder={words.edit.findBasisHint}
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
          }}
        />
        {chosen === null && text.trim() !== '' && <Found text={text.trim()} onChoose={setChosen} />}
        {chosen !== null && (
          <ClauseChoice
            key={chosen.entryId}
            {...chosen}
            onChoose={(clauseNo) => {
              onChange([...rows, { articleId: chosen.entryId, clauseNo }]);
              setChosen(null);
              setText('');
            }}
          />
        )}
      </div>
    </div>
  );
}

function Found({
  text,
  onChoose,
}: {
  text: string;
  onChoose: (one: { entryId: string; title: string }) => void;
}) {
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const path =
    asked === null ? null : `knowledge/published?kind=article&limit=8&text=${encodeURIComponent(asked)}`;
  const { answer } = useAsked(path, browseAnswerSchema);
  if (answer === null) return null;
  if (!answer.ok) return <p className="field-fault">{answer.error.message}</p>;
  const { entries } = answer.value;
  if (entries.length === 0) return <p className="soft">{words.edit.noneFound}</p>;
  return (
    <ul className="basis-found">
      {entries.map(({ entryId, title }) => (
        <li key={entryId}>
          <button type="button" className="plain" onClick={() => onChoose({ entryId, title })}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ClauseChoiceProps {
  entryId: string;
  title: string;
  onChoose: (clauseNo: string) => void;
}

function ClauseChoice({ entryId, title, onChoose }: ClauseChoiceProps) {
  const { answer } = useAsked(`knowledge/published/${encodeURIComponent(entryId)}`, publishedAnswerSchema);
  if (answer === null) return <p className="soft late">{words.loading}</p>;
  if (!answer.ok) return <p className="field-fault">{answer.error.message}</p>;
  const { content } = answer.value;
  const clauses = content.kind === 'article' ? content.clauses : [];
  return (
    <label className="basis-clause">
      {title}{' '}
      <select className="fill" value="" onChange={(event) => onChoose(event.target.value)}>
        <option value="">{words.edit.chooseClause}</option>
        {clauses.map(({ no, text }) => (
          <option key={`${no}${text}`} value={no}>
            {no} {text.slice(0, 24)}
          </option>
        ))}
      </select>
    </label>
  );
}
