import { Button } from 'antd';
import type { LinkStatus } from '../../link/status.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from './words.ts';

interface Props {
  status: Extract<LinkStatus, { state: 'ended' }>;
  onContinue: () => void;
}

/** The bridge has sent this page away: taken over in another tab, say. Nothing live is left on it. */
export function Ended({ status, onContinue }: Props) {
  const taken = status.code === 'taken-over';
  return (
    <main className="whole">
      <Icon name="unplugged" size={32} />
      <h1>{taken ? words.link.takenOver : words.link.ended}</h1>
      <p>{status.message}</p>
      <p className="soft">{taken ? words.link.takenOverWhat : words.link.endedWhat}</p>
      <Button type="primary" size="middle" autoFocus onClick={onContinue}>
        {words.link.continueHere}
      </Button>
    </main>
  );
}
