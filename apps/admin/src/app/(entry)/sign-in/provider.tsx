import type { Words } from "@parley/words";
import { buttonClass } from "@/components/controls/button.tsx";
import { Notice } from "@/components/feedback/notice.tsx";

const PROBLEMS = ["down", "failed", "left", "unverified", "unknown", "factor", "passkey", "often"] as const;

/** The identity provider by which people sign in too, and why nobody came back from it signed in. */
export interface Provider {
  name: string;
  problem: (typeof PROBLEMS)[number] | null;
}

/** What the address says went wrong; null for anything else. */
export function providerProblem(asked: string | null | undefined): Provider["problem"] {
  return PROBLEMS.find((each) => each === asked) ?? null;
}

/** The way to the identity provider. A plain link: it leaves the admin. */
export function ProviderLink({
  provider: { name, problem },
  returnPath,
  say,
}: {
  provider: Provider;
  returnPath: string;
  say: Words<"entry">;
}) {
  return (
    <div className="mb-4 flex flex-col gap-3">
      {problem !== null && <Notice tone="problem">{say(`provider.${problem}`, { name })}</Notice>}
      <a
        href={`/auth/provider?return=${encodeURIComponent(returnPath)}`}
        className={buttonClass("primary", "form")}
      >
        <span data-name="">{say("signIn.provider", { name })}</span>
      </a>
    </div>
  );
}
