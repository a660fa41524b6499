import type { Regions } from '../../link/use-regions.ts';
import { words } from '../entries/words.ts';
import { BasisInput } from './basis-input.tsx';
import { FilesInput } from './files-input.tsx';
import { type Field, type Row, rawTextOf, type Value } from './form.ts';
import { RowsInput } from './rows-input.tsx';

export interface FieldProps {
  field: Field;
  value: Value | undefined;
  fault: string | undefined;
  regions: Regions;
  topics: readonly string[];
  /** the text cannot be written here without being bent */
  locked: boolean;
  onChange: (value: Value) => void;
}

export function fieldId(key: string): string {
  return `entry-${key.replace(/\./g, '-')}`;
}

/** A field of the form with its name, its hint and what is wrong with it. */
export function FieldInput(props: FieldProps) {
  const { field, fault } = props;
  const id = fieldId(field.key);
  const grouped =
    field.as === 'choices' || field.as === 'rows' || field.as === 'files' || field.as === 'basis';
  const name = (
    <>
      {field.label}
      {field.needed && <small className="field-needed">{words.edit.needed}</small>}
    </>
  );
  return (
    <div
      className="entry-field"
      data-wrong={fault !== undefined || undefined}
      data-wide={isWide(field) || undefined}
    >
      {grouped ? (
        <span className="field-name" id={`${id}-name`}>
          {name}
        </span>
      ) : (
        <label className="field-name" htmlFor={id}>
          {name}
        </label>
      )}
      <div className="entry-field-body">
        <Input {...props} />
        {fault !== undefined && (
          <p className="field-fault" id={`${id}-fault`}>
            {fault}
          </p>
        )}
        {field.hint !== undefined && <p className="field-hint">{field.hint}</p>}
      </div>
    </div>
  );
}

function isWide({ as }: Field): boolean {
  return (
    as === 'text' || as === 'clauses' || as === 'rows' || as === 'basis' || as === 'files' || as === 'list'
  );
}

function Input({ field, value, fault, regions, topics, locked, onChange }: FieldProps) {
  const text = typeof value === 'string' ? value : '';
  const rows: readonly Row[] = typeof value === 'object' ? value : [];
  const id = fieldId(field.key);
  const common = {
    id,
    className: 'fill',
    'aria-invalid': fault !== undefined || undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
  };
  switch (field.as) {
    case 'line':
      return (
        <input {...common} type="text" value={text} onChange={(event) => onChange(event.target.value)} />
      );
    case 'day':
      return (
        <input {...common} type="date" value={text} onChange={(event) => onChange(event.target.value)} />
      );
    case 'topic':
      return (
        <>
          <input
            {...common}
            type="text"
            list={`${id}-topics`}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={`${id}-topics`}>
            {topics.map((topic) => (
              <option key={topic} value={topic} />
            ))}
          </datalist>
        </>
      );
    case 'region':
      return <RegionChoice common={common} regions={regions} value={text} onChange={onChange} />;
    case 'choice':
      return (
        <select {...common} value={text} onChange={(event) => onChange(event.target.value)}>
          {field.options.map(([option, word]) => (
            <option key={option} value={option}>
              {word}
            </option>
          ))}
        </select>
      );
    case 'choices':
      return <Choices id={id} options={field.options} value={text} onChange={onChange} />;
    case 'list':
    case 'text':
      return (
        <>
          <textarea
            {...common}
            rows={Math.max(field.rows, Math.min(12, text.split('\n').length))}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
          {field.as === 'text' && field.most !== undefined && (
            <Length text={text.trim()} most={field.most} aloud={field.aloud === true} />
          )}
        </>
      );
    case 'clauses':
      return locked ? (
        <p className="told tone-warn">{words.edit.clausesLocked}</p>
      ) : (
        <textarea {...common} rows={16} value={text} onChange={(event) => onChange(event.target.value)} />
      );
    case 'rows':
      return <RowsInput id={id} columns={field.columns} rows={rows} onChange={onChange} />;
    case 'files':
      return <FilesInput id={id} rows={rows} onChange={onChange} />;
    case 'basis':
      return <BasisInput id={id} rows={rows} onChange={onChange} />;
    default:
      return field satisfies never;
  }
}

interface RegionProps {
  common: { id: string; className: string };
  regions: Regions;
  value: string;
  onChange: (value: string) => void;
}

/** The city's regions and what lies above them; another code that was there stays to be chosen. */
function RegionChoice({ common, regions, value, onChange }: RegionProps) {
  const [city] = regions.offered;
  const above = city === undefined ? [] : ['000000', `${city.regionCode.slice(0, 2)}0000`];
  const codes = [...regions.offered.map(({ regionCode }) => regionCode), ...above];
  return (
    <select {...common} value={value} onChange={(event) => onChange(event.target.value)}>
      {!codes.includes(value) && <option value={value}>{regions.name(value)}</option>}
      {codes.map((code) => (
        <option key={code} value={code}>
          {regions.name(code)}
        </option>
      ))}
    </select>
  );
}

interface ChoicesProps {
  id: string;
  options: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

function Choices({ id, options, value, onChange }: ChoicesProps) {
  const chosen = rawTextOf({ value }, 'value').split('\n').filter(Boolean);
  return (
    <fieldset className="picks" id={id} aria-labelledby={`${id}-name`}>
      {options.map((option) => {
        const on = chosen.includes(option);
        return (
          <button
            key={option}
            type="button"
            className="pick"
            aria-pressed={on}
            onClick={() =>
              onChange((on ? chosen.filter((one) => one !== option) : [...chosen, option]).join('\n'))
            }
          >
            {option}
          </button>
        );
      })}
    </fieldset>
  );
}

/** How much there is room for, and how long it takes to read out. */
function Length({ text, most, aloud }: { text: string; most: number; aloud: boolean }) {
  return (
    <p className={text.length > most ? 'field-length tone-bad' : 'field-length'}>
      {words.edit.chars(text.length, most)}
      {aloud && text !== '' && `　${words.edit.seconds(text.length)}`}
    </p>
  );
}
