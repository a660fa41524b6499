/** GB/T 2260 codes nest by position, GB/T 10114 adds three digits: a place sees its own texts and those above it. */
export function isSeenFrom(regionOfText: string, regionOfCaller: string): boolean {
  const streets = regionOfText.slice(6).replace(/(000)+$/, '');
  const ofText =
    streets === '' ? regionOfText.slice(0, 6).replace(/(00)+$/, '') : regionOfText.slice(0, 6) + streets;
  return regionOfCaller.startsWith(ofText);
}
