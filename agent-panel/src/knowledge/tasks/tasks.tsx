import { useEffect, useRef, useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type TaskView, tasksAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useRegions } from '../../link/use-regions.ts';
import { addressOf, type Place } from '../../pages/knowledge/tabs.ts';
import { moveInRows } from '../../ui/row-keys.ts';
import '../entries/entries.css';
import '../split.css';
import { useEscape } from '../use-escape.ts';
import { usePages } from '../use-pages.ts';
import { TaskFilters, type TaskWish } from './task-filters.tsx';
import { LIST_ID, TaskList } from './task-list.tsx';
import { TaskPane } from './task-pane.tsx';
import './tasks.css';
import { words } from './words.ts';

const rowsOf = (answer: { tasks: TaskView[] }) => answer.tasks;
const idOf = (task: TaskView) => task.taskId;

/** 待办: what answering has shown to be missing, wrong or due, and one of it open beside the list. */
export default function Tasks({ me, place: { open } }: { me: Me; place: Place }) {
  const [wish, setWish] = useState<TaskWish>({ kind: '', state: 'open', mine: false });
  const query = [
    `state=${wish.state}&`,
    wish.kind === '' ? '' : `kind=${wish.kind}&`,
    wish.mine ? 'owner=mine&' : '',
  ].join('');
  const pages = usePages('knowledge/tasks', query, tasksAnswerSchema, rowsOf, idOf);
  const regions = useRegions();

  useEscape(open !== null, () => {
    location.hash = addressOf('tasks');
  });
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (open === null && last.current !== null)
      document.querySelector<HTMLElement>(`#${LIST_ID} [data-row="${CSS.escape(last.current)}"]`)?.focus();
    last.current = open;
  }, [open]);

  return (
    <div className="split" data-open={open !== null || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: ↑↓ move through the rows, which are links */}
      <div className="split-list" onKeyDown={moveInRows}>
        <div className="split-tools">
          <TaskFilters
            wish={wish}
            counts={pages.head?.open ?? null}
            onWish={(change) => setWish({ ...wish, ...change })}
          />
        </div>
        <TaskList pages={pages} state={wish.state} mine={wish.mine} open={open} regionName={regions.name} />
      </div>
      <div className="split-open">
        {open === null ? (
          <p className="nothing-here soft">{words.open.choose}</p>
        ) : (
          <TaskPane key={open} taskId={open} me={me} regions={regions} onChanged={pages.again} />
        )}
      </div>
    </div>
  );
}
