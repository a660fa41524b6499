import { versionAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { partsOf } from './content-parts.ts';
import { differencesOf } from './difference.ts';
import { DifferenceView } from './difference-view.tsx';
import { words } from './words.ts';

interface Props {
  entryId: string;
  from: number;
  to: number;
  regionName: (code: string) => string;
}

/** Two versions of an entry, read and laid beside each other. */
export function Compare({ entryId, from, to, regionName }: Props) {
  const path = (rev: number) => `knowledge/entries/${encodeURIComponent(entryId)}/versions/${rev}`;
  const older = useAsked(path(from), versionAnswerSchema);
  const newer = useAsked(path(to), versionAnswerSchema);
  for (const { answer, again } of [older, newer])
    if (answer !== null && !answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  if (!older.answer?.ok || !newer.answer?.ok) return <p className="soft late">{words.loading}</p>;
  const [before, after] = [older.answer, newer.answer].map(({ value }) => partsOf(value.content, regionName));
  return <DifferenceView differences={differencesOf(before ?? [], after ?? [])} />;
}
