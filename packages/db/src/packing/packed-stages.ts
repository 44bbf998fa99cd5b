/** One step of a request, in microseconds. */
export interface ExchangeStage {
  name: string;
  us: number;
  ok: boolean;
}

const NAME = /^[a-z_]+$/;
const STAGE = /([a-z_]+)([:!])(\d+)/g;

/** Steps as a text, a quarter as long as their JSON: `read:239 parse!62`, the latter failed. Others stay as they are. */
export function packStages(stages: readonly ExchangeStage[]): readonly ExchangeStage[] | string {
  const isPlain = stages.every(({ name, us }) => NAME.test(name) && Number.isSafeInteger(us) && us >= 0);
  if (!isPlain) return stages;
  return stages.map(({ name, us, ok }) => `${name}${ok ? ":" : "!"}${us}`).join(" ");
}

/** The steps that stand in a row, either way. */
export function unpackStages(stored: ExchangeStage[] | string): ExchangeStage[] {
  if (typeof stored !== "string") return stored;
  return [...stored.matchAll(STAGE)].map(([, name = "", sign, us]) => ({
    ...{ name, us: Number(us), ok: sign === ":" },
  }));
}
