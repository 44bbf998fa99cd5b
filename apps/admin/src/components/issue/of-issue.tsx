import Link from "next/link";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { issueTitleQuery } from "./issue.graphql.ts";

/** That a list holds only what is of an issue: of which, and the way back to everything. */
export async function OfIssue({ id, everything }: { id: string; everything: string }) {
  const [say, reading] = await Promise.all([words("issues"), readQuery(issueTitleQuery, { id })]);
  const title = reading.kind === "data" ? (reading.data.issue?.title ?? null) : null;
  return (
    <p className="mb-3 flex flex-wrap gap-x-4">
      <span>
        {title === null
          ? say("of.gone")
          : say.rich("of.one", {
              issue: () => (
                <Link href={`/issues/${id}`} className="text-accent hover:underline">
                  {title}
                </Link>
              ),
            })}
      </span>
      <Link href={everything} className="text-accent hover:underline">
        {say("of.everything")}
      </Link>
    </p>
  );
}
