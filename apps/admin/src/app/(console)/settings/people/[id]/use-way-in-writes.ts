import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { removePasskeys, removeSecondFactor, unlinkProvider } from "./person.graphql.ts";

/** What an admin ends for somebody: their second factor, their passkeys, or their tie to the identity provider. */
export type WayIn = "factor" | "passkeys" | "provider";

/** Ends one of them. */
export function useWayInWrites(way: WayIn) {
  const writeFailure = useWriteFailure();
  const [removing, sendFactor] = useMutation(removeSecondFactor);
  const [ending, sendPasskeys] = useMutation(removePasskeys);
  const [untying, sendProvider] = useMutation(unlinkProvider);

  async function send(input: Parameters<typeof sendFactor>[0]["input"]) {
    if (way === "factor") {
      const { data, error } = await sendFactor({ input });
      return { result: data?.removeSecondFactor, error };
    }
    if (way === "passkeys") {
      const { data, error } = await sendPasskeys({ input });
      return { result: data?.removePasskeys, error };
    }
    const { data, error } = await sendProvider({ input });
    return { result: data?.unlinkProvider, error };
  }

  return {
    isWriting: removing.fetching || ending.fetching || untying.fetching,
    /** @returns why it was not done; null where it was */
    async end(input: Parameters<typeof send>[0]): Promise<string | null> {
      const { result, error } = await send(input);
      return result?.__typename === "Operator" ? null : (result?.message ?? writeFailure(error));
    },
  };
}
