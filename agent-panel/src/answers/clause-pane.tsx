import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { keyMap } from '../keys/keymap.ts';
import { Checklist } from '../notice/checklist.tsx';
import type { Notice } from '../notice/use-notice.ts';
import type { Sms } from '../notice/use-sms.ts';
import { words } from '../pages/operator/words.ts';
import { Icon } from '../ui/icons.tsx';
import { isOver, keyOf } from './hits.ts';
import { CLAUSE_ID, isNarrow } from './places.ts';
import type { Answers, Opened } from './use-answers.ts';
import { ValidityTag } from './validity-tag.tsx';

interface Props {
  opened: Opened;
  answers: Answers;
  used: ReadonlySet<string>;
  notice: Notice;
  sms: Sms;
  onPrint: () => void;
}

/** The clause in type large enough to read out, the whole text under it. Beside or below the list, never over it. */
export function ClausePane({ opened, answers, used, notice, sms, onPrint }: Props) {
  const { hit, article, clauseNo } = opened;
  const head = article ?? hit;
  const clause = article?.clauses.find(({ no }) => no === clauseNo)?.text ?? hit?.clauseText;
  const spoken = hit?.spoken ?? ownSpoken(article);
  // Of a service item every clause is a part under its name; those of a text are numbered.
  const isPart = clause !== undefined && (notice.rows ?? []).some(({ text }) => text.includes(clause));
  const isUsed = used.has(keyOf(opened));
  const pane = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another clause is read from its beginning
  useEffect(() => {
    pane.current?.scrollTo({ top: 0 });
    if (isNarrow()) pane.current?.parentElement?.scrollIntoView({ block: 'start' });
  }, [opened.articleId, clauseNo]);

  return (
    <article
      className="clause"
      aria-label={words.answers.clause}
      data-over={(head !== null && isOver(head)) || undefined}
      data-notice={(notice.rows ?? []).length > 0 || undefined}
    >
      <header>
        <div className="clause-title">
          <h2>
            {head?.title ?? ''} <b>{clauseNo}</b>
          </h2>
          {head !== null && <ValidityTag validity={head.validity} />}
          {head !== null && <span className="tag tone-soft">{head.level}</span>}
          <span className="spring" />
          {head !== null && !isOver(head) && (
            <Button type={isUsed ? 'default' : 'primary'} onClick={() => answers.toggleUsed()}>
              {isUsed ? words.answers.unuse : words.answers.use} <kbd>{keyMap.label('mark-used')}</kbd>
            </Button>
          )}
          <button
            type="button"
            className="quiet"
            aria-label={`${words.answers.close} Esc`}
            onClick={() => answers.escape()}
          >
            <Icon name="cross" /> <kbd>Esc</kbd>
          </button>
        </div>
        {head !== null && <Source head={head} dataAsOf={article?.dataAsOf ?? null} />}
        {head?.validity.successor && (
          <p className="clause-successor">
            <Icon name="alert" /> {words.answers.successor(head.validity.successor.title)}
            <button
              type="button"
              className="plain"
              onClick={() =>
                head.validity.successor && answers.openArticle(head.validity.successor.articleId, '')
              }
            >
              {words.answers.openSuccessor}
            </button>
          </p>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div className="clause-body" id={CLAUSE_ID} ref={pane} tabIndex={0}>
        {spoken && <Spoken spoken={spoken} />}
        {notice.rows !== null && (
          <Checklist notice={notice} reading={answers.isReading} sms={sms} onPrint={onPrint} />
        )}
        {spoken && <h3>{words.answers.legalText}</h3>}
        {/* A part of the checklist need not stand here twice. */}
        {clause !== undefined && !(notice.rows?.length && isPart) && (
          <p className={spoken || notice.rows?.length ? 'legal-text' : 'read-aloud'}>{clause}</p>
        )}
        {opened.problem !== null && <p className="tone-bad">{opened.problem}</p>}
        {article === null && opened.problem === null && (
          <p className="soft late">{words.answers.wholeComing}</p>
        )}
        {article !== null && <Whole article={article} clauseNo={clauseNo} answers={answers} />}
      </div>
    </article>
  );
}

/** What the editors had approved to be read of the text itself, where no FAQ stands behind the clause. */
function ownSpoken(article: Opened['article']): Parameters<typeof Spoken>[0]['spoken'] | null {
  if (!article?.readAloud) return null;
  return { question: article.title, text: article.readAloud, note: article.readAloudNote ?? null };
}

/** What the FAQ reads to the caller, with the question it answers: whether that is what was asked, the operator sees. */
function Spoken({ spoken }: { spoken: { question: string; text: string; note: string | null } }) {
  return (
    <section className="spoken" aria-label={words.answers.spoken}>
      <h3>
        {words.answers.spokenTo(spoken.question)}
        <span className="soft"> · {words.answers.seconds(spoken.text.length)}</span>
      </h3>
      <p className="read-aloud">{spoken.text}</p>
      {spoken.note !== null && (
        <p className="tone-warn">
          <Icon name="alert" /> {spoken.note}
        </p>
      )}
    </section>
  );
}

function Source({
  head,
  dataAsOf,
}: {
  head: NonNullable<Opened['hit'] | Opened['article']>;
  dataAsOf: string | null;
}) {
  const { from, to, basis } = head.validity;
  const parts = [
    head.docNo,
    head.issuer,
    from && words.answers.from(from),
    to && words.answers.to(to),
    basis,
    dataAsOf && words.answers.asOf(dataAsOf),
  ];
  return <p className="clause-source">{parts.filter(Boolean).join(' · ')}</p>;
}

interface WholeProps {
  article: NonNullable<Opened['article']>;
  clauseNo: string;
  answers: Answers;
}

function Whole({ article, clauseNo, answers }: WholeProps) {
  return (
    <>
      <h3>{words.answers.whole(article.clauses.length)}</h3>
      <ol className="whole-text">
        {article.clauses.map((clause) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: Alt+↑↓ in the search field turns to the next clause
          <li
            key={`${clause.no}${clause.text}`}
            aria-current={clause.no === clauseNo || undefined}
            onClick={() => answers.showClause(clause.no)}
          >
            {clause.heading !== null && <h4>{clause.heading}</h4>}
            <p>
              <b>{clause.no}</b> {clause.text}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
