/** What JSON makes of a value: NaN is null, a function is nothing, a big integer its digits. Never throws on data. */
export function asPlainJson(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'bigint' ? field.toString() : field,
  );
  return text === undefined ? null : JSON.parse(text);
}
