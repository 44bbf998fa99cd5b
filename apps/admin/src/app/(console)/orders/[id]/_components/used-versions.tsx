import Link from "next/link";
import { Moment } from "@/components/display/moment.tsx";
import { withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** By which menu and mapping the order was judged, each a link to where it is kept. */
export async function UsedVersions({ order }: { order: Trace }) {
  const say = await words("bill");
  const { used, location } = order;
  if (used === null) return <span>{say("versions.unknown")}</span>;
  const time = (at: string) => () => <Moment at={at} zone={location.timezone} precision="minute" />;
  const menuTime = time(used.menuFetchedAt);
  const mapping = used.mappings.at(-1);
  return (
    <span className="flex flex-wrap gap-x-3">
      <Link
        href={menuAddress(location.id, used)}
        title={used.menuVersion}
        className="underline decoration-line-strong underline-offset-2"
      >
        {used.menuNumber === null
          ? say.rich("versions.menu", { time: menuTime })
          : say.rich("versions.menuNumbered", { number: String(used.menuNumber), time: menuTime })}
      </Link>
      {mapping !== undefined && (
        <Link href={mappingAddress(mapping)} className="underline decoration-line-strong underline-offset-2">
          {mapping.by === null || mapping.at === null
            ? say("versions.mapped", { parId: mapping.parId, version: String(mapping.version) })
            : say.rich("versions.mappedBy", {
                parId: mapping.parId,
                who: mapping.by,
                time: time(mapping.at),
              })}
        </Link>
      )}
    </span>
  );
}

type Used = NonNullable<Trace["used"]>;

/** The menu as it was; where that is not kept, the history that says so. */
function menuAddress(locationId: string, { menuId, menuFetchedAt }: Used): string {
  const shown = menuId === null ? { view: "history", at: menuFetchedAt } : { version: menuId };
  return withParams(`/menus/${locationId}`, shown);
}

/** PAR's id among the mappings, with the version marked that led to the store. */
function mappingAddress({ id, parId }: Used["mappings"][number]): string {
  const address = withParams("/mappings", { q: parId, version: id });
  return id === null ? address : `${address}#marked`;
}
