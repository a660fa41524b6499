import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';

/** 芙蓉区 for 430102; the code itself where the city has no name for it. */
export function useRegionNames(): (regionCode: string) => string {
  const desk = useDesk();
  const regions = useStore(desk.view)?.regions ?? [];
  return (regionCode) => regions.find((region) => region.regionCode === regionCode)?.name ?? regionCode;
}
