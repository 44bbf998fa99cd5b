/** Something that the person at the shell can put right; printed as one sentence, without a stack. */
export class LabError extends Error {
  override readonly name = "LabError";
}
