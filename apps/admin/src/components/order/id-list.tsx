import { CopyButton } from "@/components/controls/copy-button.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";

/** Every name under which somebody may know an order, or a submit that never became one. */
export async function IdList({ ids, from }: IdListProps) {
  const say = await words("order");
  return (
    <Panel title={say("ids.title")} aside={from} padded>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-0.5">
        {ids.map(([name, id]) => (
          <div key={`${name} ${id}`} className="contents">
            <dt className="text-xs text-ink-faint">{name}</dt>
            <dd className="flex min-w-0 items-center justify-between gap-1">
              {id === null ? (
                <span className="text-ink-faint">{say("ids.none")}</span>
              ) : (
                <>
                  <Mono>{id}</Mono>
                  <CopyButton text={id} label={name} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

interface IdListProps {
  /** What each is called, and the id; null for one that is not there. */
  ids: readonly (readonly [name: string, id: string | null])[];
  /** The connection and the brand that it came by. */
  from: string;
}
