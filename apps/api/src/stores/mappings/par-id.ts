import { idProblem } from "@parley/par-contract";

/** Why a text cannot be a PAR id, as the end of the sentence "The PAR id …"; null where it can. */
export function checkParId(parId: string): string | null {
  return idProblem(parId);
}
