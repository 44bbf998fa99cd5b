import type { ExchangeDetail } from "@/components/exchange/exchange.graphql.ts";
import { isExplained } from "@/components/exchange/explained.ts";
import { words } from "@/words/server.tsx";

/** That the page explains what is wrong with a signature; nothing where it does not. */
export async function SignatureExplained({ signature }: Pick<ExchangeDetail, "signature">) {
  if (!isExplained(signature)) return null;
  const say = await words("call");
  return <p className="mt-0.5">{say("signature.explained")}</p>;
}
