import type { TadaDocumentNode } from "gql.tada";
import { print } from "graphql";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readConfig } from "@/config.ts";
import { aboutClient } from "@/forward-headers.ts";
import { pathHeader, signInPath } from "@/navigation/return-path.ts";

/** What a page gets: its data, or the reason why there is none, to be shown by `ReadFailed`. */
export type Reading<Data> = { kind: "data"; data: Data } | ReadingFailure;
export interface ReadingFailure {
  kind: "forbidden" | "unavailable" | "failed";
  message: string;
}

const timeoutMs = 15_000;

/**
 * Runs a query on the API as the operator who asked for this page. Whether they may is the API's decision: when it
 * says that nobody is signed in, this leaves for the sign-in page, which leads back here.
 */
export async function readQuery<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Reading<Data>> {
  const request = await headers();
  const answer = await ask<Data>({ query: print(document), variables }, request);
  if (answer.kind !== "unauthenticated") return answer;
  redirect(signInPath(request.get(pathHeader)));
}

type Answer<Data> = Reading<Data> | { kind: "unauthenticated" };

interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

async function ask<Data>(body: object, request: Headers): Promise<Answer<Data>> {
  const cookie = request.get("cookie");
  let answer: GraphQLAnswer<Data>;
  try {
    const response = await fetch(new URL("/graphql", readConfig().apiUrl), {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        ...(cookie === null ? {} : { cookie }),
        ...aboutClient(request),
      },
      body: JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 401) return { kind: "unauthenticated" };
    answer = await response.json();
  } catch {
    return { kind: "unavailable", message: "The API does not answer. It may be restarting." };
  }
  const codes = answer.errors?.map((error) => error.extensions?.code) ?? [];
  if (codes.includes("UNAUTHENTICATED")) return { kind: "unauthenticated" };
  if (answer.errors === undefined && answer.data) return { kind: "data", data: answer.data };
  const message = answer.errors?.[0]?.message ?? "The API gave an answer that holds no data.";
  if (codes.includes("FORBIDDEN")) return { kind: "forbidden", message };
  return { kind: "failed", message };
}
