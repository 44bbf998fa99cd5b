import type { Result } from "./output.ts";
import type { Session } from "./session.ts";

/**
 * Makes a commander action of a piece of work: opens the session, does the work, shows its result. The
 * arguments are those that commander hands to the action.
 */
export type Run = <Args extends unknown[]>(
  work: (session: Session, ...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<void>;
