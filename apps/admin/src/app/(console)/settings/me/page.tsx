import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readOperator } from "@/app/(console)/operator.ts";
import { Panel } from "@/components/display/panel.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { Fact, FactList } from "@/components/page-header/fact.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { grantWords } from "@/components/person/grant-words.ts";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { LanguageForm } from "./_components/language-form.tsx";
import { NameForm } from "./_components/name-form.tsx";
import { Passkeys } from "./_components/passkeys.tsx";
import { PasswordForm } from "./_components/password-form.tsx";
import { SecondFactor } from "./_components/second-factor.tsx";
import { Sessions } from "./_components/sessions.tsx";
import { meQuery } from "./me.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("people"))("me.title") };
}

/** One's own account: name and password, and the browsers in which one is signed in. For everybody. */
export default async function MePage() {
  // Leads to the sign-in page where nobody is signed in.
  await readOperator();
  const [say, shell, reading] = await Promise.all([words("people"), words("shell"), readQuery(meQuery, {})]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("me.what")} />;
  const { me, mySessions, myPasskeys, setup } = reading.data;
  if (me === null) notFound();
  const now = new Date().toISOString();
  return (
    <>
      <PageHeader
        name={say("me.title")}
        sentence={say("me.sentence", { name: me.name })}
        facts={
          <FactList>
            <Fact name={say("email")}>
              <span data-name="">{me.email}</span>
            </Fact>
            <Fact name={say("list.roles")}>
              <span data-name="">{me.grants.map((grant) => grantWords(shell, grant)).join(", ")}</span>
            </Fact>
          </FactList>
        }
      />
      {me.mustAddSecondFactor && (
        <div className="mb-4">
          <Notice tone="problem">{say("factor.must")}</Notice>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={say("name")} padded>
          <NameForm key={me.version} name={me.name} version={me.version} />
        </Panel>
        <Panel title={say("me.password")} padded>
          <PasswordForm email={me.email} />
        </Panel>
        <Panel title={say("factor.title")} padded>
          <SecondFactor isOn={me.hasSecondFactor} paperLeft={me.paperCodesLeft} />
        </Panel>
        <Panel title={say("passkey.title")} padded>
          <Passkeys
            passkeys={myPasskeys}
            host={setup.passkeyHost}
            hasSecondFactor={me.hasSecondFactor}
            now={now}
          />
        </Panel>
        <Panel title={say("me.language")} padded>
          <LanguageForm language={me.language} />
        </Panel>
        <Panel title={say("me.sessions")}>
          <Sessions sessions={mySessions} now={now} />
        </Panel>
      </div>
    </>
  );
}
