import type { Catalogue, Words } from "@parley/words";

const STAGES = {
  authenticate: true,
  read: true,
  verify: true,
  parse: true,
  find: true,
  map: true,
  menu: true,
  price: true,
  submit: true,
  answer: true,
  pos: true,
} as const satisfies Record<keyof Catalogue["call"]["stage"], true>;

/** What a stage of a call is called; one that this version does not know, by its own name. */
export function stageName(name: string, say: Words<"call">): string {
  return isStage(name) ? say(`stage.${name}`) : name;
}

function isStage(name: string): name is keyof typeof STAGES {
  return Object.hasOwn(STAGES, name);
}
