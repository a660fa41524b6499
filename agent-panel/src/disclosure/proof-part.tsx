import type { ProofSearch } from '../../../bridge/protocol/disclosure.ts';
import { keyMap } from '../keys/keymap.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { clockTime } from '../ui/time.ts';
import type { DisclosureWork } from './use-disclosure.ts';
import { useRegionNames } from './use-region-names.ts';
import { words } from './words.ts';

interface Props {
  disclosure: DisclosureWork;
  /** words that were searched for something else */
  typedElsewhere: string | null;
  note: string | null;
  onNotFound: () => void;
}

const looks: Readonly<Record<ProofSearch['verdict'], { icon: IconName; tone: string }>> = {
  'not-found': { icon: 'cross', tone: 'warn' },
  published: { icon: 'check', tone: 'good' },
  open: { icon: 'minus', tone: 'soft' },
};

/** ① 检索证明: every search of this call, and what came of it. */
export function ProofPart({ disclosure, typedElsewhere, note, onNotFound }: Props) {
  const { searched } = disclosure.proof;
  const nameOf = useRegionNames();
  const [last] = searched.slice(-1);
  return (
    <div className="proof">
      <header>
        <h3>
          <b>1</b> {words.proof}
        </h3>
        <button type="button" className="plain" onClick={onNotFound} disabled={searched.length === 0}>
          {words.markAll} <kbd>{keyMap.label('not-found')}</kbd>
        </button>
      </header>
      <p className="soft" role="status">
        {note ??
          (searched.length > 0
            ? words.publishedHow()
            : disclosure.hasCall
              ? words.proofNone
              : words.proofNoCall)}
      </p>
      {typedElsewhere !== null && <p className="proof-elsewhere">{words.typedElsewhere(typedElsewhere)}</p>}
      <ol>
        {searched.map((search, at) => (
          <li key={`${search.text} ${search.regionCode}`}>
            <p className="proof-words">
              <span>{search.text}</span>
              <Verdict search={search} onChange={(verdict) => disclosure.mark(at, verdict)} />
            </p>
            <p className="soft">
              {[nameOf(search.regionCode), clockTime(Date.parse(search.at)), words.hits(search.hits)].join(
                ' · ',
              )}
            </p>
          </li>
        ))}
      </ol>
      {last?.dataAsOf && <p className="soft">{words.asOf(last.dataAsOf)}</p>}
    </div>
  );
}

/** Press again to take it back. */
function Verdict({
  search,
  onChange,
}: {
  search: ProofSearch;
  onChange: (verdict: ProofSearch['verdict']) => void;
}) {
  const { icon, tone } = looks[search.verdict];
  return (
    <span className="proof-verdict">
      <span className={`tag tone-${tone}`}>
        <Icon name={icon} size={13} /> {words.verdicts[search.verdict]}
      </span>
      {(['not-found', 'published'] as const)
        .filter((verdict) => verdict !== search.verdict)
        .map((verdict) => (
          <button
            key={verdict}
            type="button"
            className="quiet"
            aria-label={`${search.text}：${words.verdicts[verdict]}`}
            onClick={() => onChange(verdict)}
          >
            {words.verdicts[verdict]}
          </button>
        ))}
    </span>
  );
}
