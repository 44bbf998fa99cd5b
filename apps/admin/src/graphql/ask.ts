import { type TadaDocumentNode, textOf } from "./document.ts";

/** Why a request of a client leaf has no result of its own. */
export interface AskFailure {
  /** Nobody answered, or not as the API does: whether anything was done is not known. */
  isUnsure: boolean;
  /** What the API said; for people, in their language. */
  message: string;
}

/** What became of a request: data, a failure, or both where only a part of it failed. */
export interface Asked<Data> {
  data: Data | undefined;
  error: AskFailure | undefined;
}

/**
 * Asks the API from a browser: writes, and what a leaf reads after its page. Pages read on the server, so nothing is
 * kept here; after a write the page is read again. Never throws.
 */
export async function ask<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Asked<Data>> {
  let body: { data?: Data | null; errors?: readonly { message: string }[] };
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify({ query: textOf(document), variables }),
      credentials: "same-origin",
    });
    body = await response.json();
  } catch (error) {
    return unsure(error instanceof Error ? error.message : "");
  }
  const { data, errors = [] } = body ?? {};
  if (data == null && errors.length === 0) return unsure("");
  const message = errors.map((each) => each.message).join("\n");
  return {
    data: data ?? undefined,
    error: errors.length === 0 ? undefined : { isUnsure: false, message },
  };
}

function unsure(message: string): Asked<never> {
  return { data: undefined, error: { isUnsure: true, message } };
}
