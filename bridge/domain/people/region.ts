/** A region that a record may name (GB/T 2260). */
export interface Region {
  regionCode: string;
  name: string;
}

/** 园区 have no code of their own and are not listed: their matters are their host region's. */
const changsha: readonly Region[] = [
  { regionCode: '430100', name: '长沙市' },
  { regionCode: '430102', name: '芙蓉区' },
  { regionCode: '430103', name: '天心区' },
  { regionCode: '430104', name: '岳麓区' },
  { regionCode: '430105', name: '开福区' },
  { regionCode: '430111', name: '雨花区' },
  { regionCode: '430112', name: '望城区' },
  { regionCode: '430121', name: '长沙县' },
  { regionCode: '430181', name: '浏阳市' },
  { regionCode: '430182', name: '宁乡市' },
];

/** The city first, then its districts where they are known. */
export function regionsOf(city: Region): readonly Region[] {
  return city.regionCode === changsha[0]?.regionCode ? changsha : [city];
}
