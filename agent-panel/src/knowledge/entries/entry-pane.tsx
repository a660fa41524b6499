import { useState } from 'react';
import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { entryAnswerSchema, sourceSystemNames } from '../../../../bridge/protocol/knowledge.ts';
import { ValidityTag } from '../../answers/validity-tag.tsx';
import { useAsked } from '../../link/use-asked.ts';
import type { Regions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { chinaDay } from '../../ui/days.ts';
import { Icon } from '../../ui/icons.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { Acts, type Reviewing } from './acts.tsx';
import { partsOf } from './content-parts.ts';
import { ContentView } from './content-view.tsx';
import { Deeds } from './deeds.tsx';
import { EditPane } from './edit-pane.tsx';
import { LifeLine } from './life-line.tsx';
import { PaneHead } from './pane-head.tsx';
import { StageTag } from './stage-tag.tsx';
import { StandingWords } from './standing-words.tsx';
import { validityOn } from './validity.ts';
import { Versions } from './versions.tsx';
import { kindNames, words } from './words.ts';

type View = z.infer<typeof entryAnswerSchema>;
/** What came of an act on the state `since`; told when the entry has been read anew. */
type Notice = { since: number } & (
  | { kind: 'saved' }
  | { kind: 'overtaken' }
  | { kind: 'done'; act: Reviewing }
);

interface Props {
  entryId: string;
  part: string;
  me: Me;
  regions: Regions;
  onChanged: () => void;
}

/** One entry: where it stands, what may be done with it, what it says, its versions and what was done to it. */
export function EntryPane({ entryId, part, me, regions, onChanged }: Props) {
  const { answer, again } = useAsked(`knowledge/entries/${encodeURIComponent(entryId)}`, entryAnswerSchema);
  const [notice, setNotice] = useState<Notice | null>(null);
  const changed = (told: Notice) => {
    setNotice(told);
    again();
    onChanged();
  };
  if (answer === null)
    return (
      <PaneHead title="">
        <p className="soft late">{words.loading}</p>
      </PaneHead>
    );
  if (!answer.ok)
    return (
      <PaneHead title="">
        <Trouble error={answer.error} onRetry={again} />
      </PaneHead>
    );
  const view = answer.value;
  const { entry, content } = view;
  if (part === 'edit')
    return (
      <EditPane
        view={view}
        me={me}
        regions={regions}
        onSaved={() => {
          location.hash = addressOf('entries', entryId);
          changed({ kind: 'saved', since: entry.changeNo });
        }}
        onOvertaken={again}
      />
    );
  const validity = validityOn(content, chinaDay(Date.now()));
  return (
    <PaneHead
      title={entry.title || words.untitled}
      tags={
        <>
          {entry.stage !== null && <StageTag stage={entry.stage} />}
          {validity !== null && <ValidityTag validity={validity} />}
        </>
      }
    >
      <Source view={view} regions={regions} />
      <LifeLine entry={entry} />
      <StandingWords entry={entry} accountId={me.accountId} />
      {notice !== null && entry.changeNo > notice.since && <NoticeBand notice={notice} view={view} />}
      <Acts
        view={view}
        regionName={regions.name}
        onDone={(act) => changed({ kind: 'done', act, since: entry.changeNo })}
        onOvertaken={() => changed({ kind: 'overtaken', since: entry.changeNo })}
      />
      <Parts view={view} part={part} regions={regions} />
    </PaneHead>
  );
}

function Source({ view: { entry, versions }, regions }: { view: View; regions: Regions }) {
  const provenance = versions[0]?.provenance ?? null;
  return (
    <p className="entry-source">
      <span>{kindNames[entry.kind]}</span>
      <span>{entry.materialClass}</span>
      <span>{entry.topic}</span>
      <span>{words.open.region(regions.name(entry.regionCode))}</span>
      <span>{words.open.unit(entry.unitName)}</span>
      <span>
        {words.open.source} {sourceSystemNames[entry.system]}
        {entry.system !== 'desk' && `（${words.open.sourceId} ${entry.sourceId}）`}
      </span>
      {provenance !== null && /^https?:\/\//.test(provenance.url) && (
        <a href={provenance.url} target="_blank" rel="noreferrer noopener">
          {words.open.sourceLink}
        </a>
      )}
      <span>{words.open.changed(dayAndTime(entry.updatedAt, Date.now()), entry.updatedByName)}</span>
    </p>
  );
}

function NoticeBand({ notice, view }: { notice: Notice; view: View }) {
  if (notice.kind !== 'overtaken')
    return (
      <p className="entry-notice tone-good" role="status">
        <Icon name="check" /> {notice.kind === 'saved' ? words.open.saved : words.open.done[notice.act]}
      </p>
    );
  return (
    <div className="entry-notice tone-warn" role="alert">
      <p>
        <Icon name="alert" /> {words.open.overtaken}
      </p>
      <p>{words.open.overtakenBy}</p>
      <Deeds deeds={view.deeds.filter(({ changeNo }) => changeNo > notice.since)} />
    </div>
  );
}

const parts = ['read', 'versions', 'deeds'] as const;

function Parts({ view, part, regions }: { view: View; part: string; regions: Regions }) {
  const { entry, content } = view;
  const shown = parts.find((name) => name === part) ?? 'read';
  const { draft, publishedRev } = entry.standing;
  return (
    <>
      <nav className="tabs entry-tabs" aria-label={words.open.partsLabel}>
        {parts.map((name) => (
          <a
            key={name}
            href={addressOf('entries', entry.entryId, name === 'read' ? '' : name)}
            aria-current={name === shown ? 'page' : undefined}
          >
            {words.open.parts[name]}
            {name === 'versions' && ` ${view.versions.length}`}
          </a>
        ))}
      </nav>
      {shown === 'read' && (
        <>
          <p className="soft entry-rev">
            {draft !== null
              ? words.open.draftRev(entry.currentRev)
              : publishedRev === entry.currentRev && entry.standing.withdrawn === null
                ? words.open.publishedRev(entry.currentRev)
                : words.open.otherRev(entry.currentRev)}
          </p>
          <ContentView content={content} parts={partsOf(content, regions.name)} />
        </>
      )}
      {shown === 'versions' && (
        <Versions key={`${entry.entryId} ${entry.changeNo}`} view={view} regionName={regions.name} />
      )}
      {shown === 'deeds' && <Deeds deeds={view.deeds} />}
    </>
  );
}
