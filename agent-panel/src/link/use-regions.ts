import { regionsAnswerSchema } from '../../../bridge/protocol/rest.ts';
import { useAsked } from './use-asked.ts';

export interface Regions {
  /** to choose from, in the order in which they are offered */
  offered: readonly { regionCode: string; name: string }[];
  /** a code that is none of the city's is shown as it is */
  name(regionCode: string): string;
}

const above: Readonly<Record<string, string>> = { '000000': '全国', '430000': '湖南省' };

export function useRegions(): Regions {
  const { answer } = useAsked('regions', regionsAnswerSchema);
  const offered = answer?.ok ? answer.value.regions : [];
  return {
    offered,
    name: (regionCode) =>
      offered.find((region) => region.regionCode === regionCode)?.name ?? above[regionCode] ?? regionCode,
  };
}
