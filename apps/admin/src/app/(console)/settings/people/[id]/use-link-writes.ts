import type { MadeLink } from "@/components/person/link-shown.tsx";
import { useMutation } from "@/graphql/use-ask.ts";
import { useWriteFailure } from "@/graphql/write-failure.ts";
import { inviteAgain, makeResetLink } from "./person.graphql.ts";

/** What a link is for: to choose a first password, or one in place of another. */
export type LinkPurpose = "invite" | "reset";

type LinkOutcome = { kind: "made"; link: MadeLink } | { kind: "refused"; message: string };

/** Makes a link for a person; it ends those before it. */
export function useLinkWrites(purpose: LinkPurpose) {
  const writeFailure = useWriteFailure();
  const [inviting, sendInvite] = useMutation(inviteAgain);
  const [resetting, sendReset] = useMutation(makeResetLink);

  async function send(input: Parameters<typeof sendInvite>[0]["input"]) {
    if (purpose === "invite") {
      const { data, error } = await sendInvite({ input });
      return { result: data?.inviteAgain, error };
    }
    const { data, error } = await sendReset({ input });
    return { result: data?.makeResetLink, error };
  }

  return {
    isWriting: inviting.fetching || resetting.fetching,
    async make(input: Parameters<typeof send>[0]): Promise<LinkOutcome> {
      const { result, error } = await send(input);
      if (result !== undefined && "path" in result) {
        const { path, delivery } = result;
        return { kind: "made", link: { url: `${window.location.origin}${path}`, delivery } };
      }
      return { kind: "refused", message: result?.message ?? writeFailure(error) };
    },
  };
}
