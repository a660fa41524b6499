import { type ReactNode, useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { entryAnswerSchema, type TaskView, taskDetailSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import type { Regions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { chinaDay } from '../../ui/days.ts';
import { Icon } from '../../ui/icons.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { newAddress } from '../entries/new-address.ts';
import { PaneHead } from '../entries/pane-head.tsx';
import { StageTag } from '../entries/stage-tag.tsx';
import { AssignForm } from './assign-form.tsx';
import { CloseForm } from './close-form.tsx';
import { ClosingView } from './closing-view.tsx';
import { KindTag } from './task-list.tsx';
import { dueWords, headingOf } from './task-look.ts';
import { words } from './words.ts';

interface Props {
  taskId: string;
  me: Me;
  regions: Regions;
  onChanged: () => void;
}

/** One task: what was asked, what it is about, who works it off, and how it is closed. */
export function TaskPane({ taskId, me, regions, onChanged }: Props) {
  const { answer, again } = useAsked(`knowledge/tasks/${encodeURIComponent(taskId)}`, taskDetailSchema);
  const [overtaken, setOvertaken] = useState(false);
  const back = addressOf('tasks');
  const changed = (tooLate: boolean) => {
    setOvertaken(tooLate);
    again();
    onChanged();
  };
  if (answer === null)
    return (
      <PaneHead title="" back={back}>
        <p className="soft late">{words.loading}</p>
      </PaneHead>
    );
  if (!answer.ok)
    return (
      <PaneHead title="" back={back}>
        <Trouble error={answer.error} onRetry={again} />
      </PaneHead>
    );
  const detail = answer.value;
  const { task } = detail;
  const due = dueWords(task, chinaDay(Date.now()));
  return (
    <PaneHead
      title={headingOf(task)}
      back={back}
      tags={
        <>
          <KindTag kind={task.kind} />
          {due !== null && <span className={`tag tone-${due.tone}`}>{due.text}</span>}
        </>
      }
    >
      <TaskFacts task={task} regions={regions} />
      <TaskWays task={task} me={me} />
      {overtaken && (
        <p className="entry-notice tone-warn" role="alert">
          <Icon name="alert" /> {words.closing.overtaken}
        </p>
      )}
      {task.state === 'open' && (
        <>
          <AssignForm
            detail={detail}
            accountId={me.accountId}
            onDone={() => changed(false)}
            onOvertaken={() => changed(true)}
          />
          <CloseForm task={task} onDone={() => changed(false)} onOvertaken={() => changed(true)} />
        </>
      )}
      <ClosingView task={task} />
    </PaneHead>
  );
}

function TaskFacts({ task, regions }: { task: TaskView; regions: Regions }) {
  const when = dayAndTime(task.reportedAt, Date.now());
  return (
    <dl className="content-facts task-facts">
      <Fact name={words.open.question}>{task.question || words.open.noQuestion}</Fact>
      {task.words !== '' && <Fact name={words.open.words}>{task.words}</Fact>}
      {task.entryId !== null && (
        <Fact name={words.open.entry}>
          <TaskEntry entryId={task.entryId} clauseNo={task.clauseNo} />
        </Fact>
      )}
      <Fact name={words.open.region}>{regions.name(task.regionCode)}</Fact>
      {task.asOf !== null && <Fact name={words.open.asOf}>{task.asOf}</Fact>}
      <Fact name={words.open.reportedBy}>
        {task.reportedByName} {when}
      </Fact>
      <Fact name={words.open.unit}>{task.ownerUnitName}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div data-long>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What it is about, where it stands now. A text of the product's own library is no entry: the server says so. */
function TaskEntry({ entryId, clauseNo }: { entryId: string; clauseNo: string | null }) {
  const { answer } = useAsked(`knowledge/entries/${encodeURIComponent(entryId)}`, entryAnswerSchema);
  if (answer === null) return <>{entryId}</>;
  if (!answer.ok) return <>{words.open.entryGone(entryId, answer.error.message)}</>;
  const { title, stage } = answer.value.entry;
  return (
    <>
      <a href={addressOf('entries', entryId)}>{title}</a> {clauseNo}{' '}
      {stage !== null && <StageTag stage={stage} />}
    </>
  );
}

/** From the task to where the work is done. */
function TaskWays({ task, me }: { task: TaskView; me: Me }) {
  if (task.state !== 'open') return null;
  const mayWrite = me.rights.includes('edit-knowledge');
  const { entryId } = task;
  return (
    <p className="act-buttons task-ways">
      {task.kind === 'gap' &&
        (mayWrite ? (
          <>
            <a className="act act-main" href={addressOf('entries', newAddress('faq', task.taskId))}>
              {words.open.writeFaq}
            </a>
            <span className="soft">{words.open.writeFaqHint}</span>
          </>
        ) : (
          <span className="soft">{words.open.mayNotWrite}</span>
        ))}
      {entryId !== null && task.kind === 'review-due' && (
        <a className="act act-main" href={addressOf('entries', entryId)}>
          {words.open.reviewEntry}
        </a>
      )}
      {entryId !== null && task.kind === 'error' && mayWrite && (
        <a className="act act-main" href={addressOf('entries', entryId, 'edit')}>
          {words.open.editEntry}
        </a>
      )}
    </p>
  );
}
