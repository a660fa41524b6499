import { answersAnswerSchema } from '../../../bridge/protocol/answers.ts';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { useAsked } from '../link/use-asked.ts';
import type { AskPlace } from '../pages/library/place.ts';
import { AskView } from './ask-view.tsx';
import { ClauseReader } from './clause-reader.tsx';
import { questionOf } from './question-of.ts';
import { useReady } from './use-ready.ts';

interface Props {
  me: Me;
  place: AskPlace;
  onClose: () => void;
}

/** A question and its answers, with the clause that is open of them: asked once, for searches are counted. */
export function Ask({ me, place, onClose }: Props) {
  const asked = useAsked(`answers${questionOf(place)}`, answersAnswerSchema);
  useReady(asked.answer, asked.again);
  const hits = asked.answer?.ok ? asked.answer.value.hits : [];
  return (
    <>
      <section className="library-list">
        <AskView me={me} place={place} asked={asked} />
      </section>
      {place.open !== null && (
        <ClauseReader
          key={place.open}
          me={me}
          place={place}
          articleId={place.open}
          hits={hits}
          onClose={onClose}
        />
      )}
    </>
  );
}
