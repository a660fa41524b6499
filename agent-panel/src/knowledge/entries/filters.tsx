import { useState } from 'react';
import { materialClassSchema } from '../../../../bridge/protocol/content.ts';
import { sourceSystemNames } from '../../../../bridge/protocol/knowledge.ts';
import type { Regions } from '../../link/use-regions.ts';
import { Icon } from '../../ui/icons.tsx';
import { stageLooks, stages } from './stages.ts';
import { filtersOf, noWish, type Wish } from './wish.ts';
import { kindNames, words } from './words.ts';

export const SEARCH_ID = 'entry-search';

interface Props {
  wish: Wish;
  counts: Readonly<Partial<Record<string, number>>> | null;
  units: readonly (readonly [id: string, name: string])[];
  regions: Regions;
  onWish: (change: Partial<Wish>) => void;
}

/** 环节 with their counts in sight, the rest a press away. */
export function Filters({ wish, counts, units, regions, onWish }: Props) {
  const [open, setOpen] = useState(false);
  const n = filtersOf(wish);
  const all = Object.values(counts ?? {}).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return (
    <>
      <div className="count-chips">
        <button
          type="button"
          className="count-chip tone-accent"
          aria-pressed={wish.stage === ''}
          onClick={() => onWish({ stage: '' })}
        >
          {words.all} {counts !== null && all}
        </button>
        {stages.map((stage) => {
          const { word, icon, tone } = stageLooks[stage];
          return (
            <button
              key={stage}
              type="button"
              className={`count-chip tone-${tone}`}
              aria-pressed={wish.stage === stage}
              onClick={() => onWish({ stage: wish.stage === stage ? '' : stage })}
            >
              <Icon name={icon} size={13} /> {word} {counts !== null && (counts[stage] ?? 0)}
            </button>
          );
        })}
        <button
          type="button"
          className="count-chip tone-soft"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {n === 0 ? words.filter : words.filtered(n)} <Icon name="down" size={13} />
        </button>
      </div>
      {open && (
        <div className="entry-filters">
          <Choice
            label={words.kind}
            value={wish.kind}
            options={Object.entries(kindNames)}
            onChange={(kind) => onWish({ kind })}
          />
          <Choice
            label={words.materialClass}
            value={wish.materialClass}
            options={materialClassSchema.options.map((name) => [name, name])}
            onChange={(materialClass) => onWish({ materialClass })}
          />
          <Choice
            label={words.system}
            value={wish.system}
            options={Object.entries(sourceSystemNames)}
            onChange={(system) => onWish({ system })}
          />
          <Choice
            label={words.region}
            value={wish.regionCode}
            options={regions.offered.map(({ regionCode, name }) => [regionCode, name])}
            onChange={(regionCode) => onWish({ regionCode })}
          />
          <Choice
            label={words.unit}
            value={wish.unitId}
            options={units}
            onChange={(unitId) => onWish({ unitId })}
          />
          <label>
            <span>{words.due}</span>
            <input
              type="date"
              className="fill"
              value={wish.dueBefore}
              onChange={(event) => onWish({ dueBefore: event.target.value })}
            />
          </label>
          {n > 0 && (
            <button
              type="button"
              className="plain"
              onClick={() => onWish({ ...noWish, text: wish.text, stage: wish.stage })}
            >
              {words.clear}
            </button>
          )}
        </div>
      )}
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T | '';
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: T | '') => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <label>
      <span>{label}</span>
      <select
        className="fill"
        value={value}
        // One of the options, which are all of them a T.
        onChange={(event) => onChange(event.target.value as T | '')}
      >
        <option value="">{words.any}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
