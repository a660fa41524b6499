import { useState } from 'react';
import { callBundleSchema } from '../../../bridge/protocol/call-bundle.ts';
import { rest } from '../link/rest.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { pageNotes } from './page-notes.ts';
import { saveFile } from './save-file.ts';
import { bundleWords } from './words.ts';

/** What was seen of a call, by the bridge and by this page, as one file for the site engineer. */
export function PackButton({ callId }: { callId: string }) {
  const desk = useDesk();
  const [told, setTold] = useState<{ tone: 'good' | 'bad' | 'soft'; words: string } | null>(null);

  async function pack() {
    setTold({ tone: 'soft', words: bundleWords.packing });
    const answer = await rest('GET', `calls/${encodeURIComponent(callId)}/bundle`, callBundleSchema);
    if (!answer.ok) return setTold({ tone: 'bad', words: bundleWords.failed(answer.error.message) });
    const time = answer.value.madeAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const file = bundleWords.file(time);
    saveFile(file, JSON.stringify({ ...answer.value, page: pageNotes(desk.connection) }, null, 2));
    setTold({ tone: 'good', words: bundleWords.saved(file) });
  }

  return (
    <div className="pack-call">
      <button type="button" className="quiet" title={bundleWords.why} onClick={() => void pack()}>
        <Icon name="out" size={14} /> {bundleWords.pack}
      </button>
      {told !== null && (
        <p role="status" className={`tone-${told.tone}`}>
          {told.words}
        </p>
      )}
    </div>
  );
}
