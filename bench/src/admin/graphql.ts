/**
 * Asks the API once, as an operator's key.
 * @throws Error where the answer has errors
 */
export async function askGraphql(args: {
  apiPort: number;
  key: string;
  query: string;
  variables: object;
}): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${args.apiPort}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${args.key}` },
    body: JSON.stringify({ query: args.query, variables: args.variables }),
  });
  const answer: unknown = await response.json();
  const hasFailed = typeof answer !== "object" || answer === null || "errors" in answer || !response.ok;
  if (hasFailed) throw new Error(JSON.stringify(answer).slice(0, 500));
}
