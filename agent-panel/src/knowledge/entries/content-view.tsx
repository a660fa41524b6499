import type { Attachment, Content } from '../../../../bridge/protocol/content.ts';
import { AttachmentLink } from './attachment-link.tsx';
import { BasisList } from './basis-list.tsx';
import type { Part } from './content-parts.ts';
import { words } from './words.ts';

/** A content as it is read: what is told to callers first, then the text, then what is known of it. */
export function ContentView({ content, parts }: { content: Content; parts: readonly Part[] }) {
  const of = (place: Part['place']) => parts.filter((part) => part.place === place);
  const files = 'attachments' in content ? content.attachments : [];
  const notice = of('notice');
  const facts = of('facts').filter(({ key }) => !shownElsewhere.has(key));
  return (
    <div className="content-view">
      {of('words').map((part) => (
        <section key={part.key}>
          <h4>{part.name}</h4>
          {part.key === 'basis' && content.kind === 'faq' ? (
            <BasisList basis={content.basis} />
          ) : (
            <p className={aloud.has(part.key) ? 'content-aloud' : 'content-text'}>{part.text}</p>
          )}
        </section>
      ))}
      {(notice.length > 0 || content.kind === 'item') && (
        <section>
          <h4>{words.read.notice}</h4>
          {notice.length === 0 && <p className="soft">{words.read.noNotice}</p>}
          <FactTable parts={notice} />
        </section>
      )}
      {content.kind === 'article' && <Clauses clauses={of('clause')} />}
      {files.length > 0 && <Files files={files} />}
      <FactTable parts={facts} />
    </div>
  );
}

/** The name stands above, the files have links of their own. */
const shownElsewhere: ReadonlySet<string> = new Set([
  'attachments',
  'title',
  'question',
  'item.task_name',
  'organ',
]);
const aloud: ReadonlySet<string> = new Set(['answerSpoken', 'readAloud']);

/** letters; more of them take a line of their own */
const LONG = 40;

function FactTable({ parts }: { parts: readonly Part[] }) {
  return (
    <dl className="content-facts">
      {parts.map(({ key, name, text }) => (
        <div key={key} data-long={text.length > LONG || undefined}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Clauses({ clauses }: { clauses: readonly Part[] }) {
  return (
    <section>
      <h4>{words.read.clauses(clauses.length)}</h4>
      <ol className="content-clauses">
        {clauses.map((clause, at) => {
          const heading = (clause.heading ?? []).join('　');
          const before = (clauses[at - 1]?.heading ?? []).join('　');
          return (
            <li key={clause.key}>
              {heading !== before && heading !== '' && <h5>{heading}</h5>}
              <p>
                <b>{clause.name}</b>　{clause.text}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Files({ files }: { files: readonly Attachment[] }) {
  return (
    <section>
      <h4>{words.read.attachments}</h4>
      <ul>
        {files.map((file) => (
          <li key={`${file.sha256}${file.name}`}>
            <AttachmentLink file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}
