import { useState } from 'react';
import { z } from 'zod';
import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { rest } from '../link/rest.ts';
import { words } from '../pages/library/words.ts';
import { Icon } from '../ui/icons.tsx';

/** 采用: this clause answered the question. Who has no record to write says it here, so that it is counted. */
export function Adopt({ question, hit }: { question: string; hit: AnswerHitView }) {
  const [state, setState] = useState<'open' | 'sending' | 'done' | 'failed'>('open');

  async function adopt() {
    if (state === 'sending' || state === 'done') return;
    setState('sending');
    const { articleId, clauseNo } = hit;
    const answer = await rest('POST', 'knowledge/adoptions', z.unknown(), { question, articleId, clauseNo });
    setState(answer.ok ? 'done' : 'failed');
  }

  useKeys({ 'mark-used': () => void adopt() });

  if (state === 'done')
    return (
      <span className="tag tone-good" role="status">
        <Icon name="check" size={13} /> {words.adopt.done}
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="act act-main"
        title={words.adopt.what}
        disabled={state === 'sending'}
        onClick={() => void adopt()}
      >
        {words.adopt.act} <kbd>{keyMap.label('mark-used')}</kbd>
      </button>
      {state === 'failed' && (
        <span className="tone-bad" role="alert">
          {words.adopt.failed}
        </span>
      )}
    </>
  );
}
