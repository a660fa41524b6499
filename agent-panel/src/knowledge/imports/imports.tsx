import type { Me } from '../../../../bridge/protocol/desk.ts';
import { BatchList, useBatches } from './batch-list.tsx';
import './imports.css';
import { NewImport } from './new-import.tsx';
import { Receipt } from './receipt.tsx';
import { words } from './words.ts';

/** 导入: deliveries on the left, and beside them a new one or the receipt of one. */
export default function Imports({ me, open }: { me: Me; open: string | null }) {
  const batches = useBatches();
  const mayImport = me.rights.includes('edit-knowledge');
  const start = () => {
    location.hash = '#knowledge/imports';
    document.getElementById('import-system')?.focus();
  };
  return (
    <div className="imports" data-open={open !== null || undefined}>
      <BatchList batches={batches} open={open} mayImport={mayImport} onStart={start} />
      <section className="imports-pane">
        {open !== null && <Receipt key={open} me={me} batchId={open} onChanged={batches.again} />}
        {open === null && mayImport && (
          <NewImport
            me={me}
            onTaken={(batchId) => {
              batches.again();
              location.hash = `#knowledge/imports/${encodeURIComponent(batchId)}`;
            }}
            onUnsure={batches.again}
          />
        )}
        {open === null && !mayImport && <p className="blank">{words.choose}</p>}
      </section>
    </div>
  );
}
