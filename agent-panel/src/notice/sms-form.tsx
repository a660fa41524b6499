import { type KeyboardEvent, useEffect, useRef } from 'react';
import { composing } from '../keys/press.ts';
import { Icon } from '../ui/icons.tsx';
import type { Sms, SmsStep } from './use-sms.ts';
import { noticeWords } from './words.ts';

const words = noticeWords.sms;

/** The message as it will be sent, above the answers: nothing is covered, the call goes on beside it. */
export function SmsForm({ sms, now, demo }: { sms: Sms; now: SmsStep; demo: boolean }) {
  const first = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step has its own button to press
  useEffect(() => first.current?.focus(), [now.step]);

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent) || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    sms.close();
  }

  return (
    <section className="notice-form" aria-label={words.title} onKeyDown={pressed}>
      {'preview' in now && (
        <>
          <p className="notice-form-head">
            <b>{words.title}</b> <span>{words.to(now.preview.to)}</span>
            <span className="soft">{words.length(now.preview.text.length, now.preview.parts)}</span>
            {demo && <span className="tone-warn">{words.demo}</span>}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
          <p className="sms-text" tabIndex={0}>
            {now.preview.text}
          </p>
          {now.preview.leftOut.length > 0 && (
            <p className="tone-warn">
              <Icon name="alert" /> {words.leftOut(now.preview.leftOut)}
            </p>
          )}
        </>
      )}
      {now.step === 'asking' && <p className="soft late">{words.asking}</p>}
      {now.step === 'refused' && (
        <p className="tone-bad" role="alert">
          <Icon name="alert" /> {now.message}
        </p>
      )}
      <p className="notice-form-foot">
        {'preview' in now && (
          <button
            ref={first}
            type="button"
            className="plain notice-main"
            disabled={now.step === 'sending'}
            onClick={() => sms.send()}
          >
            {now.step === 'sending' ? words.sending : words.confirm} <kbd>Enter</kbd>
          </button>
        )}
        <button
          ref={now.step === 'refused' ? first : undefined}
          type="button"
          className="plain"
          onClick={() => sms.close()}
        >
          {words.drop} <kbd>Esc</kbd>
        </button>
      </p>
    </section>
  );
}
