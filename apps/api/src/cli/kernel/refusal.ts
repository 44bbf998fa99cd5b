import { isDatabaseAway } from "../../errors.ts";
import { ConfigError } from "../../settings/environment.ts";
import { plain } from "./output.ts";

/** The command is valid but cannot be carried out. Ends it with exit code 1. */
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

/** Refuses a change because somebody else made one in the meantime. */
export function conflict(what: string): Refusal {
  return new Refusal("conflict", `Somebody else changed ${what} at this moment.`, "Run the command again.");
}

const START = "Start it with `npm start`, or check DATABASE_URL.";

/** PostgreSQL's messages for a table, or our role, that is missing. */
const NOT_MIGRATED =
  /^(relation "\w+" does not exist|(role|invalid value for parameter "role":) "parley_app".*)$/;

/** How PgBouncer refuses a setting that it does not know. */
const POOLER_REFUSES = "08P01";

function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return null;
  return "code" in error ? error.code : codeOf(error.cause);
}

/** Turns whatever was thrown into a refusal that the person at the shell can read. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ConfigError) return new Refusal("settings", error.message);
  if (isDatabaseAway(error)) return new Refusal("database_away", "The database does not answer.", START);
  if (codeOf(error) === POOLER_REFUSES)
    return new Refusal(
      "settings",
      "DATABASE_URL leads to a connection pooler, which takes no settings with a connection.",
      "Set DATABASE_DIRECT_URL to PostgreSQL's own address.",
    );
  // The innermost cause says what happened; those around it repeat the statement with its values.
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  const message = innermost instanceof Error ? innermost.message : String(innermost);
  if (NOT_MIGRATED.test(message)) {
    return new Refusal(
      "not_migrated",
      "This database has not been set up by Parley yet.",
      `${START} Its first start sets it up.`,
    );
  }
  return new Refusal("internal", `This failed unexpectedly: ${plain(message)}`);
}
