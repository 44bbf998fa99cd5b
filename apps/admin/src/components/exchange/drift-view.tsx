import { words } from "@/words/server.tsx";

/**
 * Where a call differs from our wire table. Fields that we do not know stand out: PAR sends something that nobody
 * reads. So do fields that were read leniently: PAR writes them otherwise than we expect. Fields left out are
 * mostly optional, so they wait behind a count.
 */
export async function DriftView({ drift }: { drift: readonly string[] }) {
  const say = await words("call");
  const missing = withPrefix(drift, "missing: ");
  const unknown = withPrefix(drift, "unknown: ");
  const lenient = withPrefix(drift, "lenient: ");
  return (
    <>
      {unknown.length > 0 && (
        <>
          <dt className="text-ink-faint">{say("drift.unknown")}</dt>
          <dd className="font-mono break-all">{unknown.join(", ")}</dd>
        </>
      )}
      {lenient.length > 0 && (
        <>
          <dt className="text-ink-faint">{say("drift.lenient")}</dt>
          <dd className="font-mono break-all">{lenient.join(", ")}</dd>
        </>
      )}
      {missing.length > 0 && (
        <>
          <dt className="text-ink-faint">{say("drift.missing")}</dt>
          <dd>
            <details>
              <summary className="inline-block underline decoration-line-strong underline-offset-2 hover:text-ink">
                {say("drift.missingCount", { count: missing.length })}
              </summary>
              <p className="mt-1 font-mono break-all text-ink-soft">{missing.join(", ")}</p>
            </details>
          </dd>
        </>
      )}
    </>
  );
}

function withPrefix(drift: readonly string[], prefix: string): string[] {
  return drift.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
}
