/** Why a write has no result of its own, as a sentence: the API was not reached, or failed by accident. */
export function writeFailure(error: { networkError?: Error; message: string } | undefined): string {
  if (error === undefined) return "The API gave no answer. Nothing was changed.";
  if (error.networkError)
    return "The API could not be reached. Read the page again to see whether it was saved.";
  return error.message.replace("[GraphQL] ", "");
}
