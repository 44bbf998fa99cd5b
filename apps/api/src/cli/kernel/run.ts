import type { Result } from "./output.ts";
import type { Session } from "./session.ts";

/**
 * Turns a function into a commander action that opens the session, runs the function and shows its result.
 * The arguments are those that commander passes to the action.
 */
export type Run = <Args extends unknown[]>(
  work: (session: Session, ...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<void>;
