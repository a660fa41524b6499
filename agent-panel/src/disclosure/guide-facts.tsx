import type { GuideView } from '../../../bridge/protocol/disclosure.ts';
import { chinaDay } from '../ui/days.ts';
import { words } from './words.ts';

const fields = [
  'office',
  'address',
  'hours',
  'phone',
  'fax',
  'email',
  'onlineUrl',
  'formUrl',
  'guideUrl',
  'catalogUrl',
] as const satisfies readonly (keyof typeof words.facts)[];

/** Too long for half a line. */
const wide: ReadonlySet<string> = new Set(['hours', 'onlineUrl', 'formUrl', 'guideUrl', 'catalogUrl']);

/** Where and how an application is handed in, as the organ's own 公开指南 has it; `whole` on paper. */
export function GuideFacts({ guide, whole = false }: { guide: GuideView; whole?: boolean }) {
  return (
    <dl className="guide-facts">
      {fields
        .filter((field) => guide[field] !== '' && (whole || field !== 'catalogUrl'))
        .map((field) => (
          <div key={field} data-wide={wide.has(field) || undefined}>
            <dt>{words.facts[field]}</dt>
            <dd>{guide[field]}</dd>
          </div>
        ))}
      <div data-wide>
        <dt className="unseen">{words.facts.guideUrl}</dt>
        <dd className="soft">{words.published(chinaDay(guide.publishedAt), guide.rev)}</dd>
      </div>
    </dl>
  );
}
