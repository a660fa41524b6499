import { Button } from 'antd';
import { Icon } from '../ui/icons.tsx';
import { embeddingWords } from './words.ts';

/** This tab's address was taken by the panel that is at work in another one. */
export function HandedOver({ onOpenHere }: { onOpenHere: () => void }) {
  return (
    <main className="whole">
      <Icon name="check" size={32} />
      <h1>{embeddingWords.handedOver}</h1>
      <p className="soft">{embeddingWords.handedOverWhat}</p>
      <Button onClick={onOpenHere}>{embeddingWords.openHere}</Button>
    </main>
  );
}
