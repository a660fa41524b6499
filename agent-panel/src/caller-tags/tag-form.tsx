import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CallerTagView, TagsOffered } from '../../../bridge/protocol/caller-tags.ts';
import { composing } from '../keys/press.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { tagWords } from './words.ts';

interface Props {
  callId: string;
  offered: TagsOffered;
  tags: readonly CallerTagView[];
  onClose: () => void;
}

type Offer = TagsOffered['tags'][number];

/** A digit chooses the tag, a digit its reason, and it is set; between them the caller's consent where it is needed. */
export function TagForm({ callId, offered, tags, onClose }: Props) {
  const desk = useDesk();
  const [chosen, setChosen] = useState<Offer | null>(null);
  const [days, setDays] = useState('');
  const [consent, setConsent] = useState(false);
  const [own, setOwn] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useRef<HTMLFieldSetElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const first = chosen?.needsConsent === true ? '.tag-consent input' : '.tag-picks button';
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, [chosen]);

  function choose(offer: Offer) {
    setChosen(offer);
    setDays(String(offer.longestDays));
    setConsent(false);
    setRefusal(null);
  }

  async function set(reason: string) {
    if (chosen === null) return;
    const result = await desk.connection.command({
      type: 'set-caller-tag',
      callId,
      name: chosen.name,
      reason,
      days: Math.min(366, Math.max(1, Number.parseInt(days, 10) || chosen.longestDays)),
      consent,
    });
    if (result.outcome === 'refused') setRefusal(result.message);
    else onClose();
  }

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    const typing = target instanceof HTMLInputElement && target.type !== 'checkbox';
    const at = !typing && /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
    if (event.key === 'Escape') {
      if (chosen === null) onClose();
      else setChosen(null);
    } else if (at !== null && chosen === null) {
      const offer = offered.tags[at];
      if (offer !== undefined) choose(offer);
    } else if (at !== null) {
      const reason = offered.reasons[at];
      if (reason !== undefined) void set(reason);
    } else if (typing && event.key === 'Enter' && own.trim() !== '') void set(own.trim());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <fieldset className="tag-form" aria-label={tagWords.choose} ref={form} onKeyDown={pressed}>
      {chosen === null ? (
        <div className="tag-picks">
          {offered.tags.length === 0 && <p className="soft">{tagWords.none}</p>}
          {offered.tags.map((offer, at) => (
            <button
              key={offer.name}
              type="button"
              className="tag-pick"
              title={offer.purpose}
              onClick={() => choose(offer)}
            >
              <kbd>{at + 1}</kbd>{' '}
              {tags.some(({ name }) => name === offer.name) ? tagWords.renew(offer.name) : offer.name}
            </button>
          ))}
        </div>
      ) : (
        <>
          <p>
            <b>{chosen.name}</b> {chosen.purpose}
          </p>
          {refusal !== null && (
            <p className="tone-bad" role="alert">
              {refusal}
            </p>
          )}
          {chosen.needsConsent && (
            <label className="tag-consent">
              <input
                type="checkbox"
                checked={consent}
                onChange={({ target }) => setConsent(target.checked)}
              />
              {tagWords.askConsent}
            </label>
          )}
          <label className="tag-days">
            <input
              type="number"
              min={1}
              max={chosen.longestDays}
              value={days}
              aria-label={tagWords.days}
              onChange={({ target }) => setDays(target.value)}
            />
            {tagWords.most(chosen.longestDays)}
          </label>
          <p className="soft">{tagWords.why}</p>
          <div className="tag-picks">
            {offered.reasons.map((reason, at) => (
              <button key={reason} type="button" className="tag-pick" onClick={() => void set(reason)}>
                <kbd>{at + 1}</kbd> {reason}
              </button>
            ))}
          </div>
          <input
            className="tag-own"
            maxLength={60}
            value={own}
            placeholder={tagWords.own}
            aria-label={tagWords.own}
            onChange={({ target }) => setOwn(target.value)}
          />
        </>
      )}
      <button type="button" className="quiet" onClick={onClose}>
        {tagWords.close} <kbd>Esc</kbd>
      </button>
    </fieldset>
  );
}
