import type { Catalogue, Words } from "@parley/words";

const CHECKS = {
  status: true,
  content_type: true,
  shape: true,
  digest: true,
  echo: true,
  outcome: true,
  location: true,
} as const satisfies Record<keyof Catalogue["simulator"]["answer"]["check"], true>;

/** What a thing that is looked at in an answer is called; what this version does not know, by its own name. */
export function checkName(name: string, say: Words<"simulator">): string {
  return isCheck(name) ? say(`answer.check.${name}`) : name;
}

function isCheck(name: string): name is keyof typeof CHECKS {
  return Object.hasOwn(CHECKS, name);
}
