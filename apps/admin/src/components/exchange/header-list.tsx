import { words } from "@/words/server.tsx";

/** Headers as they were recorded: secrets were blanked before they were stored. */
export async function HeaderList({ headers }: { headers: readonly { name: string; value: string }[] }) {
  if (headers.length === 0) {
    const say = await words("call");
    return <p className="mb-2 text-xs text-ink-faint">{say("noHeaders")}</p>;
  }
  return (
    <dl className="mb-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-0.5 font-mono text-xs max-sm:grid-cols-1">
      {headers.map((header, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes
        <div key={at} className="contents">
          <dt className="text-ink-faint">{header.name}</dt>
          <dd className="min-w-0 break-all max-sm:mb-1">{header.value}</dd>
        </div>
      ))}
    </dl>
  );
}
