/**
 * Where a call differs from our wire table. Fields that we do not know stand out: PAR sends something that nobody
 * reads. Fields left out are mostly optional, so they wait behind a count.
 */
export function DriftView({ drift }: { drift: readonly string[] }) {
  const missing = drift
    .filter((each) => each.startsWith(missingPrefix))
    .map((each) => each.slice(missingPrefix.length));
  const unknown = drift
    .filter((each) => !each.startsWith(missingPrefix))
    .map((each) => (each.startsWith(unknownPrefix) ? each.slice(unknownPrefix.length) : each));
  return (
    <>
      {unknown.length > 0 && (
        <>
          <dt className="text-ink-faint">Fields we do not know</dt>
          <dd className="font-mono break-all">{unknown.join(", ")}</dd>
        </>
      )}
      {missing.length > 0 && (
        <>
          <dt className="text-ink-faint">Fields left out</dt>
          <dd>
            <details>
              <summary className="inline-block underline decoration-line-strong underline-offset-2 hover:text-ink">
                {missing.length} of the contract's fields
              </summary>
              <p className="mt-1 font-mono break-all text-ink-soft">{missing.join(", ")}</p>
            </details>
          </dd>
        </>
      )}
    </>
  );
}

const missingPrefix = "missing: ";
const unknownPrefix = "unknown: ";
