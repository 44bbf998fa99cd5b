/** A reason not to start, in one sentence for the person at the shell. */
export class StartError extends Error {
  override name = "StartError";
}
