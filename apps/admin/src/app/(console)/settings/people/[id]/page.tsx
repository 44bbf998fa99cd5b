import type { Words } from "@parley/words";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Age, Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { grantWords } from "@/components/person/grant-words.ts";
import { formatDateTime } from "@/format/time.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { EndSessions } from "./_components/end-sessions.tsx";
import { EndWayIn } from "./_components/end-way-in.tsx";
import { PersonAccess } from "./_components/person-access.tsx";
import { PersonHistory } from "./_components/person-history.tsx";
import { PersonLink } from "./_components/person-link.tsx";
import { PersonRoles } from "./_components/person-roles.tsx";
import { type FullPerson, personQuery } from "./person.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("title") };
}

/** One person: what they may do and where, whether they can get in, and what was done about them. */
export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [say, shell, reading] = await Promise.all([
    words("people"),
    words("shell"),
    readQuery(personQuery, { id, subject: id }),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("what")} />;
  const { operator: person, me, administered, auditEntries, sendsMail } = reading.data;
  if (person === null || administered === null) notFound();
  const isSelf = me?.id === person.id;
  const now = new Date();
  return (
    <>
      <PageHeader
        back={{ href: "/settings/people", name: say("title") }}
        name={<span data-name="">{person.name}</span>}
        sentence={sentenceOf(say, person, { isSelf, now })}
        facts={
          <FactList>
            <Fact name={say("email")}>{person.email}</Fact>
            <Fact name={say("list.lastSeen")}>
              {person.lastSeenAt === null ? (
                say("list.never")
              ) : (
                <Age at={person.lastSeenAt} zone="UTC" now={now.toISOString()} words />
              )}
            </Fact>
            {person.disabledAt !== null && (
              <Fact name={say("person.disabledSince")}>
                <Moment at={person.disabledAt} zone="UTC" precision="minute" />
              </Fact>
            )}
          </FactList>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel title={say("person.roles")} padded>
          <ul className="mb-3 flex flex-col gap-2">
            {person.grants.map((grant) => {
              const text = grantWords(shell, grant);
              return (
                <li key={text}>
                  <p className="font-medium">{text}</p>
                  <p className="text-ink-soft">{say(`may.${grant.role}`)}</p>
                </li>
              );
            })}
          </ul>
          <PersonRoles person={person} administered={administered} />
        </Panel>
        {!isSelf && (
          <Panel title={say("access.title")} padded>
            {person.isInvited && person.disabledAt === null && (
              <PersonLink person={person} purpose="invite" sendsMail={sendsMail} />
            )}
            {!person.isInvited && person.disabledAt === null && (
              <>
                <EndSessions person={person} />
                <PersonLink person={person} purpose="reset" sendsMail={sendsMail} />
              </>
            )}
            <EndWayIn person={person} way="factor" />
            <EndWayIn person={person} way="passkeys" />
            <EndWayIn person={person} way="provider" />
            <PersonAccess person={person} />
          </Panel>
        )}
        <Panel
          title={say("history.title")}
          aside={
            <Link href={`/audit?q=${person.id}`} className="hover:text-ink hover:underline">
              {say("history.all")}
            </Link>
          }
        >
          <PersonHistory entries={auditEntries.edges.map(({ node }) => node)} />
        </Panel>
      </div>
    </>
  );
}

/** Whether a person can get in, and where they are invited, until when. */
function sentenceOf(
  say: Words<"people">,
  { name, disabledAt, isInvited, invitedUntil }: FullPerson,
  { isSelf, now }: { isSelf: boolean; now: Date },
): string {
  if (disabledAt !== null) return say("person.disabled", { name });
  if (isSelf) return say("person.self");
  if (!isInvited) return say("person.enabled", { name });
  const until = invitedUntil === null ? null : new Date(invitedUntil);
  if (until === null || until <= now) return say("invite.over", { name });
  return say("invite.open", { name, time: formatDateTime(until, "UTC", "minute") });
}
