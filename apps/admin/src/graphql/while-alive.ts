/** The longest that a page waits for a query of an API that lives: a search over years of orders takes its time. */
const ANSWER_WITHIN_MS = 15_000;

/** When a query that has no answer yet is doubted; most are answered within a tenth of it. */
const DOUBTED_AFTER_MS = 1_000;

/**
 * How long a doubted API may take to say that it lives, which costs it nothing. Until then the reader looks at a
 * skeleton, so it is as short as a pause of the process, such as a collection of garbage, allows.
 */
const SIGN_OF_LIFE_WITHIN_MS = 2_000;

/**
 * Runs a query, and gives it up early where the API does not even say that it lives: a port stays open while the
 * process behind it hangs. Throws what `query` throws once its signal is aborted.
 */
export async function whileAlive<Answer>(
  query: (signal: AbortSignal) => Promise<Answer>,
  signOfLife: (signal: AbortSignal) => Promise<unknown>,
): Promise<Answer> {
  const given = new AbortController();
  const giveUp = () => given.abort(new Error("The API does not answer."));
  const doubt = setTimeout(() => {
    const late = new AbortController();
    const hopeless = setTimeout(giveUp, SIGN_OF_LIFE_WITHIN_MS);
    given.signal.addEventListener("abort", () => late.abort());
    signOfLife(late.signal)
      .catch(giveUp)
      .finally(() => clearTimeout(hopeless));
  }, DOUBTED_AFTER_MS);
  const overdue = setTimeout(giveUp, ANSWER_WITHIN_MS);
  try {
    return await query(given.signal);
  } finally {
    clearTimeout(doubt);
    clearTimeout(overdue);
  }
}
