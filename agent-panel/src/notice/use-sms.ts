import { useRef, useState } from 'react';
import type { NoticePreview } from '../../../bridge/protocol/notifications.ts';
import { focusSearch } from '../answers/places.ts';
import type { Answers, Opened } from '../answers/use-answers.ts';
import { useDesk } from '../pages/operator/desk.ts';
import type { Work } from '../record/use-work.ts';
import { withSent } from './told-list.ts';
import { noticeWords as words } from './words.ts';

/** Which words are meant: fixed when the preview is asked for, whatever is opened meanwhile. */
interface Wish {
  interactionId: string;
  articleId: string;
  clauseNo: string;
  faqId: string | null;
}

export type SmsStep =
  | { step: 'asking' }
  | { step: 'preview' | 'sending'; preview: NoticePreview; wish: Wish; opened: Opened }
  | { step: 'refused'; message: string };

export interface Sms {
  /** null: nothing is being sent */
  now: SmsStep | null;
  begin(): void;
  send(): void;
  close(): void;
}

/** The words of what lies open as a text message: seen as it will be, then sent with one key. */
export function useSms(work: Work, answers: Answers, interactionId: string | null): Sms {
  const desk = useDesk();
  const [now, setNow] = useState<SmsStep | null>(null);
  // The record may be written on while a message is on its way.
  const latest = useRef({ work, answers });
  latest.current = { work, answers };

  async function ask(wish: Wish, opened: Opened) {
    setNow({ step: 'asking' });
    const result = await desk.connection.command({ type: 'preview-notice', ...wish });
    setNow((before) => {
      if (before?.step !== 'asking') return before;
      if (result.outcome === 'notice-preview') return { step: 'preview', preview: result, wish, opened };
      return { step: 'refused', message: result.outcome === 'refused' ? result.message : '' };
    });
  }

  async function send({ preview, wish, opened }: Extract<SmsStep, { step: 'preview' | 'sending' }>) {
    setNow({ step: 'sending', preview, wish, opened });
    const { articleRev } = preview;
    const result = await desk.connection.command({ type: 'send-notice', ...wish, articleRev });
    if (result.outcome === 'refused') return setNow({ step: 'refused', message: result.message });
    const edits = latest.current.answers.given('smsSent', opened);
    if (edits.answers !== undefined) {
      const { work } = latest.current;
      const at = new Date(desk.connection.now()).toISOString();
      const before = work.fields.oneTimeNotice ?? [];
      const notice = opened.article?.notice ?? [];
      const oneTimeNotice = withSent(before, wish.articleId, notice, preview.leftOut, at);
      work.change({ edits: { ...edits, ...(oneTimeNotice.length > 0 && { oneTimeNotice }) } });
    }
    setNow(null);
    focusSearch();
  }

  return {
    now,
    begin() {
      if (now !== null && now.step !== 'refused') return;
      if (interactionId === null) return setNow({ step: 'refused', message: words.sms.noCall });
      const { opened } = answers;
      if (opened === null) return setNow({ step: 'refused', message: words.sms.pickFirst });
      const { articleId, clauseNo } = opened;
      void ask({ interactionId, articleId, clauseNo, faqId: opened.hit?.spoken?.faqId ?? null }, opened);
    },
    send() {
      if (now?.step === 'preview') void send(now);
    },
    close() {
      setNow(null);
      focusSearch();
    },
  };
}
