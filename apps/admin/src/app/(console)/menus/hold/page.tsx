import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { HoldForm } from "./_components/hold-form.tsx";
import { holdableQuery } from "./hold.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("versions"))("several.name") };
}

/** Several stores, held at the version of their menus that is in force, or let go of, in one act. */
export default async function HoldPage() {
  const [reading, say, ofMenus, ofRollouts] = await Promise.all([
    readQuery(holdableQuery, {}),
    words("versions"),
    words("menus"),
    words("rollouts"),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("several.what")} />;
  const { locations } = reading.data;
  const held = locations.filter(({ menuPin }) => menuPin !== null).length;
  return (
    <>
      <PageHeader
        back={{ href: "/menus", name: ofMenus("name") }}
        name={say("several.name")}
        sentence={say("several.sentence", { held })}
        note={say("several.note")}
        actions={
          <Link href="/menus/rollouts" className={buttonClass()}>
            {ofRollouts("link")}
          </Link>
        }
      />
      <ClientWords rooms={["versions"]}>
        <HoldForm stores={locations} now={new Date().toISOString()} />
      </ClientWords>
    </>
  );
}
