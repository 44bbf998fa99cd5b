import { Panel } from "@/components/display/panel.tsx";
import { ShowContact } from "@/components/guest/show-contact.tsx";
import { ClientWords, words } from "@/words/server.tsx";

/** The guest in a call of PAR's, masked in its body below; shown on request. */
export async function CallGuest({ exchangeId }: { exchangeId: string }) {
  const say = await words("guests");
  return (
    <div id="guest" className="mb-4 max-w-2xl scroll-mt-16">
      <Panel title={say("guest")} padded>
        <p className="text-ink-soft">{say("maskedInBody")}</p>
        <ClientWords rooms={["shell", "guests"]}>
          <ShowContact subjectId={exchangeId} />
        </ClientWords>
      </Panel>
    </div>
  );
}
