import type { Disclosure } from '../../../bridge/protocol/disclosure.ts';
import { words as guide } from '../disclosure/words.ts';
import { words } from '../pages/operator/words.ts';

/** What of 指导申请公开 is kept with the record, in one look. */
export function DisclosureKept({ disclosure }: { disclosure: Disclosure | undefined }) {
  if (disclosure === undefined) return <p className="soft used-none">{words.record.disclosureNone}</p>;
  const { searched, organ, channel } = disclosure;
  const notFound = searched.filter(({ verdict }) => verdict === 'not-found').length;
  return (
    <p className="used-none">
      {guide.summary(searched.length, notFound, organ)}
      {channel !== null && `（${channel}）`}
    </p>
  );
}
