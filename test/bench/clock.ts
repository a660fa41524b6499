/** ns of CLOCK_MONOTONIC, which all processes of one machine share; exact for a hundred days after its start. */
export function monotonic(): number {
  return Number(process.hrtime.bigint());
}
