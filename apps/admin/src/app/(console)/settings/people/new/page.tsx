import type { Metadata } from "next";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { administeredQuery } from "../people.graphql.ts";
import { PersonForm } from "./_components/person-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("add.name") };
}

export default async function NewPersonPage() {
  const say = await words("people");
  const reading = await readQuery(administeredQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { administered, sendsMail } = reading.data;
  if (administered === null) return <HiddenPlace what={say("what")} needs="OPERATORS_EDIT" />;
  return (
    <>
      <PageHeader
        back={{ href: "/settings/people", name: say("title") }}
        name={say("add.name")}
        sentence={say("add.sentence")}
      />
      <PersonForm administered={administered} sendsMail={sendsMail} />
    </>
  );
}
