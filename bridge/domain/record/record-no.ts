/** CS + day in China + six digits, as `saveRecord` numbers them: the day (YYYY-MM-DD) of the first save. */
export function dayOfRecord(recordNo: string): string {
  const [, year = '', month = '', day = ''] = /^CS(\d{4})(\d{2})(\d{2})\d{6,}$/.exec(recordNo) ?? [];
  return `${year}-${month}-${day}`;
}
