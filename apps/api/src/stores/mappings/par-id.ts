import { idProblem } from "@parley/par-contract";

/** What is wrong with a text as an id of PAR, as the end of the sentence "The PAR id …"; null for nothing. */
export function checkParId(parId: string): string | null {
  return idProblem(parId);
}
