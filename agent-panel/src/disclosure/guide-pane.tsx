import { useState } from 'react';
import type { Answers } from '../answers/use-answers.ts';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Icon } from '../ui/icons.tsx';
import { HolderPart } from './holder-part.tsx';
import { focusOn, ORGAN_ID, PRINT_ID } from './places.ts';
import { ProofPart } from './proof-part.tsx';
import { SlipPart } from './slip-part.tsx';
import type { DisclosureWork } from './use-disclosure.ts';
import { words } from './words.ts';

interface Props {
  disclosure: DisclosureWork;
  answers: Answers;
  /** what the caller wants to see */
  wanted: string;
}

/** Beside the answers while somebody asks for a file: what was searched, then who holds it. Nothing here takes an application. */
export function GuidePane({ disclosure, answers, wanted }: Props) {
  const [note, setNote] = useState<string | null>(null);
  const { proof, slip } = disclosure;
  // The clause that lies open has the room; the guide stays in sight as one line.
  const isFolded = answers.opened !== null;

  function toOrgan() {
    disclosure.showSlip(false);
    if (isFolded) answers.escape();
    setTimeout(() => focusOn(ORGAN_ID));
  }
  function notFound() {
    if (!disclosure.markAll()) return setNote(words.nothingToMark);
    setNote(words.markedAll);
    toOrgan();
  }
  function turnSlip() {
    if (isFolded) answers.escape();
    disclosure.showSlip(!slip);
    setTimeout(() => focusOn(slip ? ORGAN_ID : PRINT_ID));
  }
  useKeys({ 'not-found': notFound, organ: toOrgan, slip: turnSlip });

  const notFoundCount = proof.searched.filter(({ verdict }) => verdict === 'not-found').length;
  const summary = words.summary(proof.searched.length, notFoundCount, proof.organ);
  if (isFolded)
    return (
      <p className="guide-folded">
        <span>{summary}</span>
        <button type="button" className="plain" onClick={toOrgan}>
          {words.open} <kbd>{keyMap.label('organ')}</kbd>
        </button>
      </p>
    );
  return (
    <section className="guide" aria-label={words.title} data-slip={slip || undefined}>
      {slip ? (
        <SlipPart disclosure={disclosure} wanted={wanted} onBack={turnSlip} />
      ) : (
        <>
          <ProofPart
            disclosure={disclosure}
            typedElsewhere={answers.typedElsewhere}
            note={note}
            onNotFound={notFound}
          />
          <HolderPart disclosure={disclosure} onSlip={turnSlip} />
        </>
      )}
      <p className="guide-duty">
        <Icon name="alert" size={14} /> {words.duty}
      </p>
    </section>
  );
}
