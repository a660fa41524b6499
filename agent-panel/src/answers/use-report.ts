import { useState } from 'react';
import type { z } from 'zod';
import { type reportBodySchema, taskAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { newId } from '../link/ids.ts';
import { rest } from '../link/rest.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { focusSearch } from './places.ts';
import type { Answers } from './use-answers.ts';

type ReportBody = z.input<typeof reportBodySchema>;

/** What somebody writes down of an answer that is missing or wrong, while the call goes on. */
export interface Draft {
  kind: ReportBody['kind'];
  /** made once for each report: sent again after a failure it is one report */
  commandId: string;
  question: string;
  /** what is wrong, or what the caller wanted beside the question */
  words: string;
  about: { entryId: string; clauseNo: string; title: string } | null;
  problem: string | null;
  sending: boolean;
}

export interface Report {
  draft: Draft | null;
  /** what became of the last one */
  told: string | null;
  /** of the clause that lies open or is chosen: it is wrong; else an answer is missing */
  begin(): void;
  change(changes: Partial<Pick<Draft, 'question' | 'words' | 'kind'>>): void;
  send(): void;
  close(): void;
}

/** 没答上 and 有误: to the knowledge administrators, with the question attached. */
export function useReport(
  answers: Answers,
  asked: { text: string; regionCode: string | null; interactionId: string | null },
): Report {
  const desk = useDesk();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [told, setTold] = useState<string | null>(null);

  async function send(sent: Draft) {
    const missing = missingIn(sent);
    if (missing !== null) return setDraft({ ...sent, problem: missing });
    setDraft({ ...sent, problem: null, sending: true });
    const common = {
      commandId: sent.commandId,
      question: sent.question.trim(),
      regionCode: asked.regionCode ?? desk.me.regionCode,
      asOf: null,
      words: sent.words.trim(),
      interactionId: asked.interactionId,
    };
    const body: ReportBody =
      sent.kind === 'error' && sent.about !== null
        ? { ...common, kind: 'error', entryId: sent.about.entryId, clauseNo: sent.about.clauseNo || null }
        : { ...common, kind: 'gap' };
    const answer = await rest('POST', 'knowledge/tasks', taskAnswerSchema, body);
    if (!answer.ok)
      return setDraft(
        (now) => now && { ...now, sending: false, problem: words.report.failed(answer.error.message) },
      );
    setDraft(null);
    setTold(words.report.sent(answer.value.task.ownerUnitName));
    focusSearch();
  }

  return {
    draft,
    told,
    begin() {
      if (draft !== null) return;
      setTold(null);
      const about = answers.chosen();
      setDraft({
        kind: about === null ? 'gap' : 'error',
        commandId: newId(),
        question: asked.text.trim().slice(0, 200),
        words: '',
        about,
        problem: null,
        sending: false,
      });
    },
    change: (changes) => setDraft((now) => now && { ...now, ...changes, problem: null }),
    send() {
      if (draft !== null && !draft.sending) void send(draft);
    },
    close: () => setDraft(null),
  };
}

function missingIn({ kind, question, words: written }: Draft): string | null {
  if (kind === 'gap' && question.trim() === '') return words.report.needsQuestion;
  if (kind === 'error' && written.trim() === '') return words.report.needsWords;
  return null;
}
