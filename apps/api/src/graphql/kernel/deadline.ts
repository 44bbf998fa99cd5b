import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";

export const TOO_LONG = "This took too long. Try again shortly, or ask for less.";

/** Nobody waits for the answer any more. */
export const gaveUp = () => new GraphQLError(TOO_LONG, { extensions: { code: "DEADLINE_EXCEEDED" } });

/** One operator asks for more at once than may wait. */
export const tooMany = () =>
  new GraphQLError("You ask for too much at once. Wait for what you have asked for.", {
    extensions: {
      code: "RATE_LIMITED",
      http: { status: 429, headers: new HeaderMap([["retry-after", "2"]]) },
    },
  });

/** Resolves to null when the time is up, until it is cleared; `signal` is aborted then, unless it was extended. */
export function createDeadline(ms: number) {
  const controller = new AbortController();
  let pass: () => void;
  const passed = new Promise<null>((resolve) => {
    pass = () => resolve(null);
  });
  let timer = setTimeout(() => {
    controller.abort();
    pass();
  }, ms);
  return {
    passed,
    signal: controller.signal,
    clear: () => clearTimeout(timer),
    extend(longerMs: number) {
      clearTimeout(timer);
      timer = setTimeout(() => pass(), longerMs);
    },
  };
}
