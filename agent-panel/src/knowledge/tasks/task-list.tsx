import type { TaskView } from '../../../../bridge/protocol/knowledge.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { chinaDay } from '../../ui/days.ts';
import { Icon } from '../../ui/icons.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import type { Pages } from '../use-pages.ts';
import { dueWords, headingOf, kindLooks, type TaskState } from './task-look.ts';
import { words } from './words.ts';

export const LIST_ID = 'task-rows';

interface Props {
  pages: Pages<TaskView, { total: number }>;
  state: TaskState;
  mine: boolean;
  open: string | null;
  regionName: (code: string) => string;
}

export function TaskList({ pages, state, mine, open, regionName }: Props) {
  const { head, rows, error, old } = pages;
  const total = head?.total ?? 0;
  const [empty, emptyHint] = mine ? words.emptyMine : words.empty[state];
  return (
    <>
      <p className="split-note" role="status">
        {head !== null && words.total(rows.length, total)}
      </p>
      {error !== null && <Trouble error={error} onRetry={pages.again} />}
      <div className="split-rows" id={LIST_ID} data-old={old || undefined}>
        {head === null && error === null && <p className="split-note late">{words.loading}</p>}
        {rows.map((task) => (
          <Row key={task.taskId} task={task} open={task.taskId === open} regionName={regionName} />
        ))}
        {head !== null && rows.length === 0 && (
          <div className="nothing-here">
            <p>{empty}</p>
            <p>{emptyHint}</p>
          </div>
        )}
        {rows.length < total && (
          <p className="split-more">
            <button type="button" className="act" onClick={pages.more}>
              {words.more(total - rows.length)}
            </button>
          </p>
        )}
      </div>
    </>
  );
}

interface RowProps {
  task: TaskView;
  open: boolean;
  regionName: (code: string) => string;
}

function Row({ task, open, regionName }: RowProps) {
  const due = dueWords(task, chinaDay(Date.now()));
  const when = dayAndTime(task.reportedAt, Date.now());
  return (
    <a
      className="split-row"
      href={addressOf('tasks', task.taskId)}
      data-row={task.taskId}
      aria-current={open || undefined}
    >
      <span className="split-row-title">{headingOf(task)}</span>
      <span className="split-row-facts">
        <KindTag kind={task.kind} />
        {due !== null && (
          <span className={due.tone === 'soft' ? undefined : `tag tone-${due.tone}`}>{due.text}</span>
        )}
        {task.state !== 'open' && <span>{words.states[task.state]}</span>}
        <span>{regionName(task.regionCode)}</span>
        <span>{task.ownerName === null ? words.noOwner : words.owner(task.ownerName)}</span>
        <span>
          {task.reportedBy === 'system' ? words.system(when) : words.reported(task.reportedByName, when)}
        </span>
      </span>
    </a>
  );
}

export function KindTag({ kind }: { kind: TaskView['kind'] }) {
  const { icon, tone } = kindLooks[kind];
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon} size={13} /> {words.kinds[kind]}
    </span>
  );
}
