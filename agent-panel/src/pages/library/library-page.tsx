import { useEffect } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { PageHead } from '../../ui/page-head.tsx';
import './library.css';
import { words } from './words.ts';

/** What is published, to be read by everybody who answers the public. */
export default function LibraryPage({ me }: { me: Me }) {
  useEffect(() => {
    document.title = words.title;
  }, []);
  return (
    <div className="library-page">
      <PageHead me={me} page="library" />
    </div>
  );
}
