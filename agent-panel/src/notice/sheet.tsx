import type { Me } from '../../../bridge/protocol/desk.ts';
import { isOver } from '../answers/hits.ts';
import type { Opened } from '../answers/use-answers.ts';
import { noticeWords } from './words.ts';

const words = noticeWords.print;

export type Paper = 'A4' | 'A5';

export interface SheetFacts {
  opened: Opened & { article: NonNullable<Opened['article']> };
  me: Pick<Me, 'unitName' | 'demo'>;
  /** as people write it */
  day: string;
}

/** What may be printed of what lies open; null while it is on its way, or no longer applies. */
export function printable(opened: Opened | null): SheetFacts['opened'] | null {
  if (opened?.article == null || isOver(opened.article)) return null;
  return { ...opened, article: opened.article };
}

/** 一次性告知单: what is told, what it rests on, who hands it out. Of the caller it knows nothing. */
export function Sheet({ opened, me, day }: SheetFacts) {
  const { article, hit, clauseNo } = opened;
  const notice = article.notice ?? [];
  const spoken = hit?.spoken?.text ?? article.readAloud ?? null;
  const clause = article.clauses.find(({ no }) => no === clauseNo)?.text ?? '';
  const from = article.validity.from;
  return (
    <article className="sheet">
      <h1>{words.title}</h1>
      {me.demo && <p className="sheet-demo">{words.demo}</p>}
      <h2>{article.title}</h2>
      {notice.length > 0 ? (
        <dl>
          {notice.map(({ kind, text }) => (
            <div key={kind}>
              <dt>{kind}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <>
          {spoken !== null && <p className="sheet-said">{spoken}</p>}
          <p className="sheet-clause">
            <b>{clauseNo}</b> {clause}
          </p>
        </>
      )}
      <dl className="sheet-basis">
        <div>
          <dt>{words.basis}</dt>
          <dd>
            《{article.title}》{notice.length > 0 ? '' : clauseNo}
            {article.docNo !== null && `（${article.docNo}）`}
          </dd>
        </div>
        <div>
          <dt>{words.issuer}</dt>
          <dd>{article.issuer}</dd>
        </div>
        <div>
          <dt>{words.validity}</dt>
          <dd>
            {[article.validity.label, from && `${from} 起`, words.dataAsOf(article.dataAsOf)]
              .filter(Boolean)
              .join('，')}
          </dd>
        </div>
      </dl>
      <footer>
        <p>
          {words.organ(me.unitName)} · {words.printedOn(day)}
        </p>
        <p>{words.foot}</p>
      </footer>
    </article>
  );
}
