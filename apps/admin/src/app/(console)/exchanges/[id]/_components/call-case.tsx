import type { CaseParts } from "@/components/case/case.graphql.ts";
import { CasePanel } from "@/components/case/case-panel.tsx";
import { Recheck } from "@/components/case/submit-acts.tsx";
import { ClientWords } from "@/words/server.tsx";

/** What people do about the call of a refused submit: judge it again, note, take and resolve. */
export function CallCase({ exchangeId, about, me, zone, now }: CallCaseProps) {
  return (
    <div id="case" className="mb-4 flex flex-col gap-4">
      {about.canAct && (
        <div id="acts">
          <ClientWords rooms={["shell", "cases"]}>
            <Recheck id={exchangeId} sentence={null} />
          </ClientWords>
        </div>
      )}
      <CasePanel about={about} me={me} zone={zone} now={now} />
    </div>
  );
}

interface CallCaseProps {
  exchangeId: string;
  about: CaseParts;
  me: string | null;
  zone: string;
  now: string;
}
