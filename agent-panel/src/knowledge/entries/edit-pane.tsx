import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import type { entryAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import type { Regions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Editor } from '../editor/editor.tsx';
import { PaneHead } from './pane-head.tsx';
import { StageTag } from './stage-tag.tsx';
import { words } from './words.ts';

interface Props {
  view: z.infer<typeof entryAnswerSchema>;
  me: Me;
  regions: Regions;
  onSaved: () => void;
  onOvertaken: () => void;
}

/** An entry being rewritten, where who is signed in may do so now. */
export function EditPane({ view, me, regions, onSaved, onOvertaken }: Props) {
  const { entry, content, may } = view;
  const head = {
    title: `${words.edit.title[entry.kind]}　${entry.title}`,
    tags: entry.stage !== null && <StageTag stage={entry.stage} />,
    back: addressOf('entries', entry.entryId),
  };
  if (!may.includes('write'))
    return (
      <PaneHead {...head}>
        <p className="nothing-here">{words.edit.mayNot}</p>
      </PaneHead>
    );
  const { entryId, changeNo, currentRev } = entry;
  return (
    <PaneHead {...head} bare>
      <Editor
        kind={content.kind}
        edited={{ entryId, changeNo, rev: currentRev, content }}
        place={entryId}
        accountId={me.accountId}
        regionCode={me.regionCode}
        regions={regions}
        onSaved={onSaved}
        onOvertaken={onOvertaken}
      />
    </PaneHead>
  );
}
