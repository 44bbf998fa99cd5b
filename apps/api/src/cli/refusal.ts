/** What an operator asked for was understood and cannot be done. Ends the command with exit code 1. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  /** A stable word for scripts. */
  readonly code: string;
  /** What to do about it, as a sentence; null where the message says it. */
  readonly nextStep: string | null;

  constructor(code: string, message: string, nextStep: string | null = null) {
    super(message);
    this.code = code;
    this.nextStep = nextStep;
  }
}

/** The command was given in a way that makes no sense. Ends it with exit code 2. */
export class UsageError extends Refusal {
  override readonly name = "UsageError";

  constructor(message: string, nextStep: string | null = null) {
    super("usage", message, nextStep);
  }
}

/** Refuses something that does not exist. */
export function notFound(what: string, given: string, listCommand: string): Refusal {
  return new Refusal("not_found", `There is no ${what} "${given}".`, `See: npm run parley -- ${listCommand}`);
}

/** Refuses a change that somebody else's came before. */
export function conflict(what: string): Refusal {
  return new Refusal("conflict", `Somebody else changed ${what} at this moment.`, "Run the command again.");
}
