import { useEffect, useRef, useState } from 'react';
import type { Content, EntryKind } from '../../../../bridge/protocol/content.ts';
import { entryDoneSchema } from '../../../../bridge/protocol/knowledge.ts';
import type { ErrorBody } from '../../../../bridge/protocol/rest.ts';
import { keyMap } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { rest } from '../../link/rest.ts';
import { useCommand } from '../../link/use-command.ts';
import type { Regions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { sessionEnded } from '../../session.ts';
import { Icon } from '../../ui/icons.tsx';
import { clockTime, dayAndTime } from '../../ui/time.ts';
import { sharedWords } from '../../ui/words.ts';
import { Compare } from '../entries/compare.tsx';
import { words } from '../entries/words.ts';
import { survivesAsText } from './clause-text.ts';
import { keepDraft } from './draft-shelf.ts';
import { EditorDifferences } from './editor-differences.tsx';
import './editor.css';
import { FieldInput, fieldId } from './field-input.tsx';
import type { Faults, Values } from './form.ts';
import { contentOf, emptyValues, groupsOf, valuesOf } from './forms.ts';
import { type Drafting, useDraft } from './use-draft.ts';
import { useTopics } from './use-topics.ts';

export interface Edited {
  entryId: string;
  changeNo: number;
  /** the version that is changed */
  rev: number;
  content: Content;
}

interface Props {
  kind: EntryKind;
  /** null: a new entry */
  edited: Edited | null;
  /** where the draft belongs, as the address names it */
  place: string;
  accountId: string;
  /** where a new entry applies as long as nobody chooses */
  regionCode: string;
  regions: Regions;
  /** of a new entry */
  begin?: Values;
  /** why it is written, to be shown */
  occasion?: string | null;
  onSaved: (entryId: string) => void;
  /** somebody was quicker: the entry is to be read anew */
  onOvertaken?: () => void;
}

const none: Faults = new Map();

/** The form of an entry. What is typed lies on this PC at once, and in the knowledge base when it is saved. */
export function Editor(props: Props) {
  const { kind, edited, place, accountId, regions } = props;
  const start =
    edited === null ? { ...emptyValues(kind, props.regionCode), ...props.begin } : valuesOf(edited.content);
  const draft = useDraft({
    accountId,
    place,
    changeNo: edited?.changeNo ?? 0,
    baseRev: edited?.rev ?? 0,
    values: start,
  });
  const [faults, setFaults] = useState<Faults>(none);
  const [error, setError] = useState<ErrorBody | null>(null);
  const [saving, setSaving] = useState(false);
  const send = useCommand();
  /** what the first sending of a new entry held: a repeated one is done with that */
  const firstSent = useRef<string | null>(null);
  const topics = useTopics();
  const groups = groupsOf(kind, draft.values);
  const base = edited?.content ?? null;
  const overtaken = edited !== null && draft.changeNo !== edited.changeNo;
  const locked = base?.kind === 'article' && !survivesAsText(base.clauses);

  const [first] = groups[0]?.fields ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens
  useEffect(() => {
    if (first !== undefined) document.getElementById(fieldId(first.key))?.focus({ preventScroll: true });
  }, []);

  async function save() {
    if (saving || overtaken) return;
    const read = contentOf(kind, draft.values, base);
    if ('faults' in read) {
      setFaults(read.faults);
      const [key] = read.faults.keys();
      if (key !== undefined) document.getElementById(fieldId(key))?.focus();
      return;
    }
    setFaults(none);
    setError(null);
    setSaving(true);
    const { content } = read;
    const sent = JSON.stringify(content);
    firstSent.current ??= sent;
    const isFirst = firstSent.current === sent && draft.restoredFrom === null;
    const { reason } = draft;
    const answer =
      edited === null
        ? // Of the draft, not of the act: who saves again after the line was lost makes no second entry.
          await rest('POST', 'knowledge/entries', entryDoneSchema, {
            commandId: draft.commandId,
            content,
            reason,
          })
        : await send(`knowledge/entries/${encodeURIComponent(edited.entryId)}/versions`, entryDoneSchema, {
            changeNo: draft.changeNo,
            content,
            reason,
          });
    setSaving(false);
    // What was refused did not arrive.
    if (!answer.ok && answer.status !== 0) firstSent.current = null;
    if (answer.ok) {
      const { entryId, changeNo, rev, repeated } = answer.value;
      draft.drop();
      if (repeated && edited === null && !isFirst) {
        // The first sending had arrived, perhaps with less than what stands here now.
        const { values, commandId } = draft;
        keepDraft(accountId, entryId, {
          values,
          reason,
          commandId,
          changeNo,
          baseRev: rev ?? 1,
          at: Date.now(),
        });
        location.hash = addressOf('entries', entryId, 'edit');
      } else props.onSaved(entryId);
    } else if (answer.status === 401) sessionEnded(sharedWords.sessionEnded);
    else if (answer.error.code === 'overtaken' && edited !== null) props.onOvertaken?.();
    else setError(answer.error);
  }

  useKeys({ save: () => void save() });

  const labels = new Map(
    groups.flatMap(({ fields }) => fields.map(({ key, label }) => [key, label] as const)),
  );
  return (
    <div className="editor">
      <div className="editor-body">
        {props.occasion != null && <p className="told tone-accent">{props.occasion}</p>}
        {overtaken && <Overtaken edited={edited} draft={draft} regions={regions} />}
        {draft.restoredFrom !== null && !overtaken && (
          <p className="told tone-accent" role="status">
            {words.edit.restored(dayAndTime(draft.restoredFrom, Date.now()))}{' '}
            <button type="button" className="plain" onClick={() => draft.drop()}>
              {words.edit.throwAway}
            </button>
          </p>
        )}
        {groups.map(({ name, fields }) => (
          <section key={name} className="editor-group">
            <h3>{name}</h3>
            <div className="editor-fields">
              {fields.map((field) => (
                <FieldInput
                  key={field.key}
                  field={field}
                  value={draft.values[field.key]}
                  fault={faults.get(field.key)}
                  regions={regions}
                  topics={topics}
                  locked={locked}
                  onChange={(value) => draft.write(field.key, value)}
                />
              ))}
            </div>
          </section>
        ))}
        {edited !== null && (
          <EditorDifferences kind={kind} values={draft.values} base={edited.content} regions={regions} />
        )}
      </div>
      <footer className="editor-foot">
        {faults.size > 0 && (
          <p className="tone-bad" role="alert">
            {words.edit.faults(faults.size)}
            {[...faults].map(([key, fault]) => `${labels.get(key) ?? key} ${fault}`).join(' ')}
          </p>
        )}
        {error !== null && (
          <p className="tone-bad" role="alert">
            <Icon name="alert" /> {error.message}
          </p>
        )}
        <div className="editor-acts">
          <button
            type="button"
            className="act act-main"
            disabled={saving || overtaken}
            title={overtaken ? words.edit.overtaken : undefined}
            onClick={() => void save()}
          >
            {saving ? words.edit.saving : words.edit.save} <kbd>{keyMap.label('save')}</kbd>
          </button>
          <a
            className="act"
            href={addressOf('entries', edited?.entryId ?? null)}
            title={words.edit.leaveHint}
          >
            {words.edit.leave} <kbd>Esc</kbd>
          </a>
          <label className="editor-reason">
            <span className="unseen">{words.edit.reason}</span>
            <input
              type="text"
              className="fill"
              maxLength={500}
              placeholder={words.edit.reasonHint}
              value={draft.reason}
              onChange={(event) => draft.writeReason(event.target.value)}
            />
          </label>
          <KeptWords draft={draft} />
        </div>
      </footer>
    </div>
  );
}

function KeptWords({ draft: { keptAt, notKept } }: { draft: Drafting }) {
  if (notKept) return <span className="tone-bad">{words.edit.notKept}</span>;
  return (
    <span className="soft">
      {keptAt === null ? words.edit.unchanged : words.edit.kept(clockTime(keptAt))}
    </span>
  );
}

interface OvertakenProps {
  edited: Edited;
  draft: Drafting;
  regions: Regions;
}

/** Somebody saved while this was being written: what they did, and the two ways on. */
function Overtaken({ edited, draft, regions }: OvertakenProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="told tone-warn editor-overtaken" role="alert" ref={place}>
      <p>
        <Icon name="alert" /> {words.edit.overtaken}
      </p>
      {draft.baseRev > 0 && draft.baseRev !== edited.rev && (
        <details open>
          <summary>{words.edit.theirs}</summary>
          <Compare entryId={edited.entryId} from={draft.baseRev} to={edited.rev} regionName={regions.name} />
        </details>
      )}
      <p className="act-buttons">
        <button type="button" className="act" onClick={() => draft.rebase(edited.changeNo, edited.rev)}>
          {words.edit.keepMine}
        </button>
        <button type="button" className="act" onClick={() => draft.drop()}>
          {words.edit.takeTheirs}
        </button>
      </p>
    </div>
  );
}
