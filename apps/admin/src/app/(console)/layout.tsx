import type { ReactNode } from "react";
import { IssueNews } from "@/components/shell/issue-news.tsx";
import { Keyboard } from "@/components/shell/keyboard.tsx";
import { OwnAccountFirst } from "@/components/shell/own-account-first.tsx";
import { Sidebar } from "@/components/shell/sidebar.tsx";
import { TopBar } from "@/components/shell/top-bar.tsx";
import { OfferedPlaces } from "@/navigation/offered-places.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import { type CurrentOperator, readOperator } from "./operator.ts";
import { tabsFor } from "./settings/tabs.ts";

/**
 * The frame of every page of those who are signed in. It stands also when the operator cannot be read: the page in it
 * says what failed, and the way to the other places stays.
 */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const reading = await readOperator();
  const known = reading.kind === "data" ? reading.data : null;
  const operator = known && {
    name: known.me.name,
    email: known.me.email,
    role: await roleInWords(known.me),
  };
  const [say, ofPeople] = await Promise.all([words("shell"), words("people")]);
  const settings = (known === null ? [] : tabsFor(known.me)).map(({ id, href }) => ({
    ...{ id, href },
    name: ofPeople(`tabs.${id}`),
    about: ofPeople(`tabsAbout.${id}`),
  }));
  return (
    <ClientWords rooms={["status"]}>
      <a
        href="#content"
        className="sr-only z-30 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {say("frame.skip")}
      </a>
      <OfferedPlaces permissions={known?.me.permissions ?? []} settings={settings}>
        <Keyboard>
          <Sidebar operator={operator} isDemo={known?.isDemo ?? false} issueCount={known?.issueCount ?? 0} />
          <TopBar operator={operator} issueCount={known?.issueCount ?? 0} />
          {known !== null && <IssueNews />}
          <main
            id="content"
            tabIndex={-1}
            className="min-w-0 px-3 pt-4 pb-12 outline-none sm:px-5 lg:ml-52 lg:px-6"
          >
            <div className="mx-auto max-w-screen-2xl">
              {known?.me.mustAddSecondFactor ? <OwnAccountFirst>{children}</OwnAccountFirst> : children}
            </div>
          </main>
        </Keyboard>
      </OfferedPlaces>
    </ClientWords>
  );
}

async function roleInWords({ grants }: CurrentOperator): Promise<string> {
  const say = await words("shell");
  if (grants.length === 0) return say("account.noRole");
  return grants
    .map(
      ({ role, brand }) => `${say("account.role", { role })} · ${brand?.name ?? say("account.everyBrand")}`,
    )
    .join(", ");
}
