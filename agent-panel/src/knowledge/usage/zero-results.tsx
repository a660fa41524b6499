import { useState } from 'react';
import type { z } from 'zod';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import {
  taskAnswerSchema,
  tasksAnswerSchema,
  type usageAnswerSchema,
} from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useCommand } from '../../link/use-command.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Bars } from './bars.tsx';
import type { Period } from './period.ts';
import { words } from './words.ts';

interface Props {
  me: Me;
  period: Period;
  questions: z.output<typeof usageAnswerSchema>['zero'];
}

/** 零结果词: what is asked and not there, each a press away from being somebody's work. */
export function ZeroResults({ me, period, questions }: Props) {
  const { answer } = useAsked('knowledge/tasks?kind=gap&state=open&limit=200', tasksAnswerSchema);
  const [made, setMade] = useState<Readonly<Record<string, string>>>({});
  const open = answer?.ok ? answer.value.tasks : [];
  const taskOf = (question: string) =>
    made[question] ?? open.find((task) => asCounted(task.question) === question)?.taskId ?? null;
  return (
    <section aria-labelledby="usage-zero">
      <h3 id="usage-zero">{words.zero}</h3>
      <p className="soft">{words.zeroWhat}</p>
      <Bars
        rows={questions.map(({ question, count }) => ({
          key: question,
          name: question,
          count,
          beside: (
            <GapTask
              taskId={taskOf(question)}
              body={{
                kind: 'gap',
                question,
                regionCode: me.regionCode,
                asOf: null,
                words: words.taskWords(period.from, period.to, count),
                interactionId: null,
              }}
              onMade={(taskId) => setMade((before) => ({ ...before, [question]: taskId }))}
            />
          ),
        }))}
        tone="bad"
        none={words.zeroNone}
      />
    </section>
  );
}

/** Questions are counted in one writing. */
function asCounted(question: string): string {
  return question.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

interface GapProps {
  taskId: string | null;
  body: object;
  onMade: (taskId: string) => void;
}

function GapTask({ taskId, body, onMade }: GapProps) {
  const send = useCommand();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  });

  async function make() {
    setState({ busy: true, problem: null });
    const answer = await send('knowledge/tasks', taskAnswerSchema, body);
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    if (answer.ok) onMade(answer.value.task.taskId);
  }

  if (taskId !== null)
    return (
      <a className="plain" href={addressOf('tasks', taskId)}>
        {words.made}
      </a>
    );
  return (
    <span className="bar-act">
      <button type="button" className="plain" disabled={state.busy} onClick={() => void make()}>
        {state.busy ? words.making : words.make}
      </button>
      {state.problem !== null && (
        <small className="tone-bad" role="alert">
          {state.problem}
        </small>
      )}
    </span>
  );
}
