import { type Evidence, groupBy } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { finding, flatMapStories } from "./pos-sets.ts";
import { finalsOf, isPromise } from "./stories.ts";

/** The sets that compare answers with each other and with PAR's contract. */

/**
 * Two final answers for one request uid that differ in a byte of the body or in the digest, whichever operation
 * they answered. Answers with different statuses are *flapping* instead.
 */
export function findReplayUnequal(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    for (const group of groupBy(finalsOf(story), ({ status }) => status).values()) {
      const [first, ...more] = group.map(({ answer }) => answer);
      if (first === undefined) continue;
      const other = more.find(({ body, digest }) => body !== first.body || digest !== first.digest);
      if (other === undefined) continue;
      const what = other.body === first.body ? "digest" : "body";
      return [
        finding(story, `two final answers with another ${what} (${first.operation}, ${other.operation})`),
      ];
    }
    return [];
  });
}

/** A 200 or 202 whose digest is missing or does not match its body. */
export function findUnsigned(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const bare = story.answers.filter((answer) => isPromise(answer) && !answer.isSigned);
    const [first] = bare;
    if (first === undefined) return [];
    const what = first.digest === null ? "no digest" : "a wrong digest";
    return [finding(story, `${bare.length} times ${first.httpStatus} to ${first.operation} with ${what}`)];
  });
}

/** Any 5xx except a 503 that says when to try again. */
export function findServerErrors(evidence: Evidence): Finding[] {
  return flatMapStories(evidence, (story) => {
    const errors = story.answers.filter(
      ({ httpStatus, retryAfter }) => httpStatus >= 500 && !(httpStatus === 503 && retryAfter !== null),
    );
    const [first] = errors;
    if (first === undefined) return [];
    return [finding(story, `${errors.length} times ${first.httpStatus} to ${first.operation}`)];
  });
}
