import { useState } from 'react';
import { z } from 'zod';
import { type TagRow, tagsAnswerSchema } from '../../../bridge/protocol/caller-tags.ts';
import { useCommand } from '../link/use-command.ts';
import { useRest } from '../link/use-rest.ts';
import { Icon } from '../ui/icons.tsx';
import { ReasonForm } from '../ui/reason-form.tsx';
import { chinaDay } from '../ui/time.ts';
import { tagWords } from './words.ts';

const words = tagWords.floor;
const done = z.object({});

/** What people of the unit have kept of callers: looked at and ended by who oversees them. Read when it is opened. */
export function OverseenTags() {
  const [open, setOpen] = useState(false);
  const [ended, setEnded] = useState(0);
  return (
    <section className="overseen-tags" aria-label={words.open}>
      <button type="button" className="overseen-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="people" /> {words.open} <Icon name="down" size={14} />
      </button>
      {/* Read anew after each that was ended. */}
      {open && <List key={ended} onEnded={() => setEnded(ended + 1)} />}
    </section>
  );
}

function List({ onEnded }: { onEnded: () => void }) {
  const answer = useRest('caller-tags?limit=50', tagsAnswerSchema);
  const [ending, setEnding] = useState<TagRow | null>(null);
  if (answer === null) return <p className="soft late">{words.loading}</p>;
  if (!answer.ok)
    return (
      <p className="tone-bad" role="alert">
        {answer.error.message}
      </p>
    );
  const { tags, total, basis } = answer.value;
  return (
    <>
      <p className="soft">{words.what}</p>
      {tags.length === 0 && <p className="soft">{words.empty}</p>}
      <ul>
        {tags.map((tag) => (
          <li key={tag.tagId}>
            <p className="overseen-line">
              <b className="tag tone-violet">{tag.name}</b>
              <span>{tag.numberMasked}</span>
              <span className="overseen-reason" title={tag.reason}>
                {tag.reason}
              </span>
              <button type="button" className="plain" onClick={() => setEnding(tag)}>
                {words.end}
              </button>
            </p>
            <p className="soft">
              {[
                tag.unit,
                tagWords.details(tag.by, chinaDay(tag.setAt)),
                tagWords.until(chinaDay(tag.expiresAt)),
                tag.consent ? tagWords.consent : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {ending?.tagId === tag.tagId && (
              <End tag={tag} onDone={onEnded} onLeave={() => setEnding(null)} />
            )}
          </li>
        ))}
      </ul>
      {total > tags.length && <p className="soft">{words.more(tags.length, total)}</p>}
      <p className="soft">{words.basis(basis)}</p>
    </>
  );
}

function End({ tag, onDone, onLeave }: { tag: TagRow; onDone: () => void; onLeave: () => void }) {
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  async function end(reason: string) {
    setBusy(true);
    const answer = await send('caller-tags/end', done, { tagId: tag.tagId, reason });
    setBusy(false);
    if (answer.ok) onDone();
    else setRefusal(answer.error.message);
  }
  return (
    <>
      <ReasonForm
        what={words.endWhat(tag.name, tag.numberMasked)}
        name={words.reason}
        missing={words.missing}
        sure={words.sure}
        keep={words.keep}
        busy={busy}
        onAct={(reason) => void end(reason)}
        onLeave={onLeave}
      />
      {refusal !== null && (
        <p className="tone-bad" role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}
