import { Select } from 'antd';
import { memo, useCallback, useMemo, useRef } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { RecordContent } from '../../../bridge/protocol/domain.ts';
import { initialsOf } from '../call/hand-on/initials.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import type { Fields } from './draft.ts';
import { fieldId } from './places.ts';
import type { Work } from './use-work.ts';

type Basis = RecordContent['regionBasis'];
const bases = Object.entries(words.record.regionBasis).map(([value, label]) => ({
  value: value as Basis,
  label,
}));

/** 岳麓 or yl: the letters find it before the input method has made signs of them. */
function isMeant(typed: string, option?: { label: string }): boolean {
  const label = option?.label ?? '';
  return label.includes(typed) || initialsOf(label).startsWith(typed.toLowerCase());
}

interface Region {
  value: string;
  label: string;
}

/** 区域 and what it rests on. Choosing another region means that the caller said so. */
export function RegionField({ card, work }: { card: CallCard; work: Work }) {
  const desk = useDesk();
  const view = useStore(desk.view);
  const { regionCode, regionBasis } = work.fields;
  const known = new Map((view?.regions ?? []).map((region) => [region.regionCode, region.name]));
  if (card.place !== null) known.set(card.place.regionCode, card.place.name);
  if (regionCode !== null && !known.has(regionCode)) known.set(regionCode, regionCode);

  const latest = useRef(work);
  latest.current = work;
  const choose = useCallback((edits: Edits) => latest.current.change({ edits }), []);
  // Each frame brings the regions anew, and hardly ever other ones.
  const told = JSON.stringify([...known]);
  const regions = useMemo(
    () => (JSON.parse(told) as [string, string][]).map(([value, label]) => ({ value, label })),
    [told],
  );
  return <Selects regionCode={regionCode} regionBasis={regionBasis} regions={regions} onChoose={choose} />;
}

type Edits = Partial<Pick<Fields, 'regionCode' | 'regionBasis'>>;

interface SelectsProps {
  regionCode: string | null;
  regionBasis: Basis;
  regions: Region[];
  onChoose: (edits: Edits) => void;
}

/** The dearest part of the form to draw: not at each key that is typed elsewhere. */
const Selects = memo(function Selects({ regionCode, regionBasis, regions, onChoose }: SelectsProps) {
  return (
    <div className="region">
      <Select
        id={fieldId('regionCode')}
        aria-label={words.record.region}
        showSearch={{ filterOption: isMeant }}
        value={regionCode}
        options={regions}
        onChange={(value: string) => onChoose({ regionCode: value, regionBasis: 'said' })}
      />
      <Select
        aria-label={words.record.regionBasisLabel}
        value={regionBasis}
        options={bases}
        onChange={(value: Basis) => onChoose({ regionBasis: value })}
      />
    </div>
  );
});
