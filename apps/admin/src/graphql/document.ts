import type { initGraphQLTada, TadaDocumentNode } from "gql.tada";
import type { introspection } from "../../graphql-env.js";

/** gql.tada's own function, for its types: they are read from the API's printed schema. Times arrive as ISO 8601 texts. */
type Typed = ReturnType<
  typeof initGraphQLTada<{
    introspection: introspection;
    scalars: { DateTime: string };
    disableMasking: true;
  }>
>;

/** What a document is when the program runs: its own text, and those of the fragments that it uses, each once. */
interface Texts {
  readonly texts: readonly string[];
}

/**
 * Typed documents. They stay texts: nobody here looks into one, and a parser would be a tenth of a page's scripts and
 * would run over every document before the page can be used.
 */
// Its documents are of gql.tada's types and of our form, so the two meet in a cast.
export const graphql = ((text: string, fragments: readonly Texts[] = []): Texts => ({
  texts: [...new Set([text, ...fragments.flatMap(({ texts }) => texts)])],
})) as unknown as Typed;

/** A document as it is sent. */
export function textOf<Data, Variables>(document: TadaDocumentNode<Data, Variables>): string {
  const { texts } = document as unknown as Texts;
  return texts.join("\n");
}

export type { ResultOf, VariablesOf } from "gql.tada";
export type { TadaDocumentNode };
