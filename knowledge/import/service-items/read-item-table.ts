import { type Delivered, type DeliveredFault, DeliveryRefused } from '../../content/delivery.ts';
import type { DeliverySource } from '../tables/delivery-source.ts';
import { hasTable, type PlainCell, readTable, type TableRow } from '../tables/read-table.ts';
import { RowReader } from '../tables/row-reader.ts';
import type { Template } from '../tables/template.ts';
import { deliverBatch, type TakenBatch } from './deliver-batch.ts';
import { CD_FIELDS, type ExchangeRow, ITEM_FIELDS } from './exchange-row.ts';

const REQUIRED = [
  'row_guid',
  'task_code',
  'task_name',
  'task_version',
  'dept_name',
  'cd_operation',
  'cd_time',
];

const itemTemplate: Template = {
  name: '政务服务事项',
  columns: [...ITEM_FIELDS.filter((field) => field !== 'materials'), 'materials', ...CD_FIELDS].map(
    (name) => ({
      name,
      required: REQUIRED.includes(name),
    }),
  ),
};

/** Column by the field of a material; a header is read in lower case. */
const materialColumns = {
  name: 'name',
  source: 'source',
  copies: 'copies',
  form: 'form',
  necessity: 'necessity',
  sampleUrl: 'sample_url',
} as const;
const materialTemplate: Template = {
  name: '申请材料',
  columns: [
    { name: 'row_guid', required: true },
    ...Object.values(materialColumns).map((name) => ({ name, required: name === 'name' })),
  ],
};

/** Of all items of a batch together. */
const MATERIALS = 1_000_000;

type Materials = ReadonlyMap<string, Record<string, unknown>[]>;

/**
 * A batch as XLSX or CSV with the exchange tables' field names for its header. Materials are JSON in the column
 * `materials`, or rows of a second sheet or file (row_guid, name, source, copies, form, necessity, sample_url).
 */
export async function* readItemTable(
  bytes: Uint8Array,
  source: DeliverySource,
  taken: TakenBatch | null,
  materialFile: { bytes: Uint8Array; fileName: string } | null = null,
): AsyncGenerator<Delivered, TakenBatch | null, undefined> {
  const inSheet = await hasTable(bytes, source.fileName, materialTemplate);
  const place = materialFile ?? (inSheet ? { bytes, fileName: source.fileName } : null);
  const materials = new Map<string, Record<string, unknown>[]>();
  if (place !== null) yield* readMaterials(place, materials);
  return yield* deliverBatch(rowsOf(bytes, source.fileName, materials), source, taken);
}

async function* readMaterials(
  { bytes, fileName }: { bytes: Uint8Array; fileName: string },
  into: Map<string, Record<string, unknown>[]>,
): AsyncGenerator<DeliveredFault, void, undefined> {
  let count = 0;
  for await (const found of readTable(bytes, fileName, [materialTemplate], [itemTemplate])) {
    if (found.delivered === 'fault') {
      yield found;
      continue;
    }
    const row = new RowReader(found.at, found.cells);
    const guid = row.required('row_guid');
    row.required('name');
    const material = Object.fromEntries(
      Object.entries(materialColumns).map(([field, column]) => [field, row.text(column)]),
    );
    if (row.faults.length > 0) yield* row.faults;
    else {
      const list = into.get(guid) ?? [];
      list.push(material);
      into.set(guid, list);
    }
    count += 1;
    if (count > MATERIALS)
      throw new DeliveryRefused(
        'BATCH_TOO_LARGE',
        found.at,
        `申请材料超过 ${MATERIALS} 行，一次读不完。请来源方分批传送。`,
      );
  }
}

async function* rowsOf(
  bytes: Uint8Array,
  fileName: string,
  materials: Materials,
): AsyncGenerator<DeliveredFault | ExchangeRow, void, undefined> {
  for await (const found of readTable(bytes, fileName, [itemTemplate], [materialTemplate])) {
    if (found.delivered === 'fault') yield found;
    else yield* rowOf(found, materials);
  }
}

function* rowOf(
  { at, cells }: TableRow<Template>,
  materials: Materials,
): Generator<DeliveredFault | ExchangeRow> {
  const row = new RowReader(at, cells);
  const fields = new Map<string, unknown>();
  for (const [column, cell] of cells)
    fields.set(column, column === 'cd_time' ? timeOf(cell) : row.text(column));
  const nested = row.text('materials');
  const joined = materials.get(row.text('row_guid'));
  if (nested === '') fields.set('materials', joined ?? []);
  else {
    const list = listOf(nested);
    if (list === null)
      row.fault(
        'materials',
        'ROW_MATERIALS',
        'materials 列不是 JSON 列表。请写成 [{"name":"…"}] 的样子，或另附材料表。',
      );
    else fields.set('materials', [...list, ...(joined ?? [])]);
  }
  if (row.faults.length > 0) yield* row.faults;
  else yield { delivered: 'exchange-row', at, fields };
}

function listOf(written: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(written);
    return Array.isArray(value) ? value : null;
  } catch {
    // Told to whoever filled in the column.
    return null;
  }
}

const SECONDS_A_DAY = 86_400;

/** A cell with the format of a day holds the time behind its point. */
function timeOf(cell: PlainCell): string {
  if (cell.cell === 'text') return cell.text;
  const day = cell.day?.byFormat === true ? cell.day.day : null;
  if (day === null) return cell.written;
  const seconds = Math.round((Number(cell.written) % 1) * SECONDS_A_DAY);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
