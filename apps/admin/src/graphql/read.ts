import { wordsIn } from "@parley/words";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readConfig } from "@/config.ts";
import { aboutClient } from "@/forward-headers.ts";
import { pathHeader, signInPath } from "@/navigation/return-path.ts";
import { languageHeader, languageOfRequest } from "@/words/language.ts";
import { type TadaDocumentNode, textOf } from "./document.ts";
import { whileAlive } from "./while-alive.ts";

/** What a page gets: its data, or the reason why there is none, to be shown by `ReadFailed`. */
export type Reading<Data> = { kind: "data"; data: Data } | ReadingFailure;
export interface ReadingFailure {
  kind: "forbidden" | "unavailable" | "failed";
  message: string;
}

/**
 * Runs a query on the API as the operator who asked for this page. Whether they may is the API's decision: when it
 * says that nobody is signed in, this leaves for the sign-in page, which leads back here.
 */
export async function readQuery<Data, Variables>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Reading<Data>> {
  const request = await headers();
  const answer = await ask<Data>({ query: textOf(document), variables }, request);
  if (answer.kind !== "unauthenticated") return answer;
  redirect(signInPath(request.get(pathHeader)));
}

/** The same for what is not a page, with the headers of the request that it answers; nobody is led anywhere. */
export async function readQueryFor<Data, Variables>(
  request: Headers,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  return await ask<Data>({ query: textOf(document), variables }, request);
}

export type Answer<Data> = Reading<Data> | { kind: "unauthenticated" };

interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

async function ask<Data>(body: object, request: Headers): Promise<Answer<Data>> {
  const say = wordsIn(languageOfRequest(request))("shell");
  const cookie = request.get("cookie");
  let answer: GraphQLAnswer<Data>;
  try {
    const { apiUrl } = readConfig();
    const query = async (signal: AbortSignal) => {
      const response = await fetch(new URL("/graphql", apiUrl), {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          ...(cookie === null ? {} : { cookie }),
          ...aboutClient(request),
          ...languageHeader(request),
        },
        body: JSON.stringify(body),
        cache: "no-store",
        signal,
      });
      if (response.status === 401) return null;
      return (await response.json()) as GraphQLAnswer<Data>;
    };
    const signOfLife = (signal: AbortSignal) =>
      fetch(new URL("/healthz", apiUrl), { cache: "no-store", signal });
    const given = await whileAlive(query, signOfLife);
    if (given === null) return { kind: "unauthenticated" };
    answer = given;
  } catch {
    return { kind: "unavailable", message: say("failure.unreachable") };
  }
  const codes = answer.errors?.map((error) => error.extensions?.code) ?? [];
  if (codes.includes("UNAUTHENTICATED")) return { kind: "unauthenticated" };
  if (answer.errors === undefined && answer.data) return { kind: "data", data: answer.data };
  const message = answer.errors?.[0]?.message ?? say("failure.noData");
  if (codes.includes("FORBIDDEN")) return { kind: "forbidden", message };
  return { kind: "failed", message };
}
