import type { EntryKind } from '../../../../bridge/protocol/content.ts';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { taskDetailSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import type { Regions } from '../../link/use-regions.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { Editor } from '../editor/editor.tsx';
import { PaneHead } from './pane-head.tsx';
import { words } from './words.ts';

interface Props {
  kind: EntryKind;
  /** the gap that it is to fill */
  taskId: string | null;
  place: string;
  me: Me;
  regions: Regions;
  onSaved: (entryId: string) => void;
}

/** A new entry; from a gap it begins with the question that nobody could answer. */
export function NewPane({ kind, taskId, place, me, regions, onSaved }: Props) {
  const path = taskId === null ? null : `knowledge/tasks/${encodeURIComponent(taskId)}`;
  const { answer, again } = useAsked(path, taskDetailSchema);
  const title = words.edit.newTitle[kind];
  if (!me.rights.includes('edit-knowledge'))
    return (
      <PaneHead title={title}>
        <p className="nothing-here">{words.createNeedsRight}</p>
      </PaneHead>
    );
  if (taskId !== null && answer === null)
    return (
      <PaneHead title={title}>
        <p className="soft late">{words.loading}</p>
      </PaneHead>
    );
  if (answer !== null && !answer.ok)
    return (
      <PaneHead title={title}>
        <Trouble error={answer.error} onRetry={again} />
      </PaneHead>
    );
  const task = answer?.value.task ?? null;
  return (
    <PaneHead title={title} bare>
      <Editor
        key={place}
        kind={kind}
        edited={null}
        place={place}
        accountId={me.accountId}
        regions={regions}
        regionCode={me.regionCode}
        {...(task !== null && {
          begin: { question: task.question, regionCode: task.regionCode },
          occasion: words.edit.fromTask(task.question),
        })}
        onSaved={onSaved}
      />
    </PaneHead>
  );
}
