import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { explanationAnswerSchema } from '../../../../bridge/protocol/explanation.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { useRegions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { PaneHead } from '../entries/pane-head.tsx';
import type { AskedQuestion } from './asked-question.ts';
import { Explained } from './explained.tsx';
import { FindClause } from './find-clause.tsx';
import { words } from './words.ts';

const FIELD_ID = 'explain-question';

/** A question, and the ranking taken apart: why is this here, why is that one not. */
export function ExplainPane({ me }: { me: Me }) {
  const regions = useRegions();
  const [text, setText] = useState('');
  const [regionCode, setRegionCode] = useState(me.regionCode);
  const [date, setDate] = useState('');
  const [asked, setAsked] = useState<AskedQuestion | null>(null);
  useKeys({ search: () => document.getElementById(FIELD_ID)?.focus() });
  const ask = () => {
    if (text.trim() !== '') setAsked({ text: text.trim(), regionCode, date });
  };
  return (
    <PaneHead title={words.explain.title} back={addressOf('trials')}>
      <p className="soft">{words.explain.intro}</p>
      <form
        className="explain-form"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <label className="explain-question">
          <span className="field-name">{words.explain.question}</span>
          <input
            id={FIELD_ID}
            type="search"
            className="fill"
            maxLength={200}
            placeholder={words.explain.questionHint}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <label>
          <span className="field-name">{words.explain.region}</span>
          <select className="fill" value={regionCode} onChange={({ target }) => setRegionCode(target.value)}>
            {regions.offered.every((region) => region.regionCode !== regionCode) && (
              <option value={regionCode}>{regions.name(regionCode)}</option>
            )}
            {regions.offered.map((region) => (
              <option key={region.regionCode} value={region.regionCode}>
                {region.name}
              </option>
            ))}
          </select>
        </label>
        <label title={words.explain.today}>
          <span className="field-name">{words.explain.date}</span>
          <input type="date" className="fill" value={date} onChange={({ target }) => setDate(target.value)} />
        </label>
        <button type="submit" className="act act-main" disabled={text.trim() === ''}>
          {words.explain.ask} <kbd>Enter</kbd>
        </button>
      </form>
      {asked !== null && <Answer key={JSON.stringify(asked)} me={me} asked={asked} />}
    </PaneHead>
  );
}

function Answer({ me, asked }: { me: Me; asked: AskedQuestion }) {
  const [about, setAbout] = useState<{ articleId: string; clauseNo: string } | null>(null);
  const query = queryOf({ ...asked, articleId: about?.articleId, clauseNo: about?.clauseNo });
  const { answer, again } = useAsked(`knowledge/explanation${query}`, explanationAnswerSchema);
  if (answer === null) return <p className="blank late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  return (
    <>
      <Explained me={me} asked={asked} explanation={answer.value.explanation} />
      <FindClause asked={asked} onFound={setAbout} />
    </>
  );
}
