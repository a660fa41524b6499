import { useEffect, useState } from 'react';
import { type TrialView, trialAnswerSchema } from '../../../../bridge/protocol/knowledge-trials.ts';
import { type RestAnswer, rest } from '../../link/rest.ts';

/** How often a running trial is looked at. */
const LOOK_MS = 700;

export interface Trying {
  trial: TrialView | null;
  fault: string | null;
  start(what: object): Promise<void>;
}

/** Starts a trial and follows it to its end. */
export function useTrial(onDone: () => void): Trying {
  const [trial, setTrial] = useState<TrialView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const isRunning = trial?.state.state === 'running';
  const trialId = trial?.trialId ?? null;

  const heard = (answer: RestAnswer<{ trial: TrialView }>) => {
    if (!answer.ok) {
      setTrial(null);
      return setFault(answer.error.message);
    }
    setFault(null);
    setTrial(answer.value.trial);
    if (answer.value.trial.state.state === 'done') onDone();
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after each answer, until it has ended
  useEffect(() => {
    if (!isRunning || trialId === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void rest('GET', `knowledge/trials/${encodeURIComponent(trialId)}`, trialAnswerSchema).then(
        (answer) => {
          if (wanted) heard(answer);
        },
      );
    }, LOOK_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [trial]);

  return {
    trial,
    fault,
    start: async (what) => heard(await rest('POST', 'knowledge/trials', trialAnswerSchema, what)),
  };
}
