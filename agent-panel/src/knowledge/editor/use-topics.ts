import { browseAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';

/** 主题 in use, the most used first, to be offered while one is typed. */
export function useTopics(): readonly string[] {
  const { answer } = useAsked('knowledge/published?limit=1', browseAnswerSchema);
  if (!answer?.ok) return [];
  const counts = new Map<string, number>();
  for (const { topic, count } of answer.value.shelves) counts.set(topic, (counts.get(topic) ?? 0) + count);
  return [...counts].sort(([, one], [, other]) => other - one).map(([topic]) => topic);
}
