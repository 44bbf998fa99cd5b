import type { Catalogue } from "@parley/words";
import { CAUSES, type CauseClass, type Job } from "../../../explain/causes/cause-class.ts";
import { causeClassOf } from "../../../explain/causes/order-cause.ts";
import type { Autopsy, AutopsyInput } from "./finding.ts";

type JobWords = keyof Catalogue["autopsy"]["job"];

/** Whose job each of the texts names. */
const JOBS: Readonly<Record<JobWords, Job>> = {
  well: "nobody",
  sending: "nobody",
  turn: "nobody",
  asking: "nobody",
  soldOut: "nobody",
  over: "nobody",
  parRepeats: "nobody",
  unknownCaller: "nobody",
  tellsFaster: "support",
  behindOne: "support",
  alone: "support",
  crossed: "support",
  ours: "support",
  reachable: "store",
  closed: "store",
  posRefused: "store",
  takesNone: "pos_provider",
  failing: "pos_provider",
  settings: "brand_admin",
  mapping: "brand_admin",
  menu: "menu_people",
  price: "menu_people",
  bill: "menu_people",
  payment: "par",
};

/** Whose job it is, as a word of the list and as a text: by a text of its own, or by the cause alone. */
export function jobOf(
  words: AutopsyInput["words"],
  by: { job: JobWords } | { causeClass: CauseClass },
): Pick<Autopsy, "job" | "whoseJob"> {
  if ("job" in by) return { job: JOBS[by.job], whoseJob: words("autopsy")(`job.${by.job}`) };
  const { job } = CAUSES[by.causeClass];
  return { job, whoseJob: words("causes")(`job.${job}`) };
}

export interface Parts {
  sentence: string;
  tone: Autopsy["tone"];
  /** Where the cause alone does not say whose job it is. */
  job?: JobWords | undefined;
  guest?: string | null;
  money?: string | null;
  next?: string | null;
  steps?: Autopsy["steps"];
}

/** An autopsy of its parts; the cause is the row's alone, so that lists, filters and the page say the same. */
export function compose(input: AutopsyInput, parts: Parts): Autopsy {
  const causeClass = causeClassOf(input.order);
  return {
    sentence: parts.sentence,
    causeClass,
    ...jobOf(input.words, parts.job === undefined ? { causeClass } : { job: parts.job }),
    tellGuest: parts.guest ?? null,
    money: parts.money ?? null,
    nextStep: parts.next ?? null,
    steps: parts.steps ?? [],
    tone: parts.tone,
  };
}
